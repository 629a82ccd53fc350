/** `npm run bench [part of a name …]`: runs the benchmarks and prints each figure with its bound. Exits with 1 when a bound is missed. */
import { readdirSync } from "node:fs";
import * as z from "zod/mini";
import { type Figure, holds } from "./figure";

const figures = z.array(
  z.object({
    name: z.string(),
    unit: z.string(),
    reached: z.number(),
    bound: z.optional(z.union([z.object({ atMost: z.number() }), z.object({ atLeast: z.number() })])),
  }),
);
const benchmark = z.object({ bench: z.custom<() => Promise<unknown>>((value) => typeof value === "function") });

const nameParts = process.argv.slice(2);
const files = readdirSync(new URL(".", import.meta.url))
  .filter(
    (file) => file.endsWith(".bench.ts") && (nameParts.length === 0 || nameParts.some((part) => file.includes(part))),
  )
  .sort();

const digits = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });

function line(figure: Figure): string {
  const { name, unit, reached, bound } = figure;
  const limit = !bound ? "–" : "atMost" in bound ? `≤ ${bound.atMost}` : `≥ ${bound.atLeast}`;
  const verdict = !bound ? "" : holds(figure) ? "ok" : "MISSED";
  return `${name.padEnd(64)} ${limit.padStart(10)} ${digits.format(reached).padStart(10)} ${unit.padEnd(8)} ${verdict}`;
}

console.log(`${"figure".padEnd(64)} ${"bound".padStart(10)} ${"reached".padStart(10)}`);
let missed = 0;
for (const file of files) {
  console.log(`\n${file}`);
  try {
    const { bench } = benchmark.parse(await import(new URL(file, import.meta.url).href));
    for (const figure of figures.parse(await bench())) {
      console.log(line(figure));
      if (!holds(figure)) missed += 1;
    }
  } catch (error) {
    console.log(`FAILED ${error instanceof Error ? error.stack : String(error)}`);
    missed += 1;
  }
}
console.log(`\n${missed} missed`);
process.exitCode = missed === 0 ? 0 : 1;
