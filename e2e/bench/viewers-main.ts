/** Viewers of viewers.bench.ts in a process of their own: the farm's work does not delay them. Prints the times of all answers, ms. */
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod/mini";

const answerSchema = z.object({ run: z.string(), revision: z.int() });
const { origin, cookies, phaseMs, intervalMs } = z
  .object({ origin: z.string(), cookies: z.array(z.string()), phaseMs: z.int(), intervalMs: z.int() })
  .parse(JSON.parse(process.argv[2] ?? ""));

const timesMs: number[] = [];
const startMs = performance.now();

async function view(cookie: string, index: number): Promise<void> {
  const ask = async (query: string) => {
    const response = await fetch(`${origin}/api/live/tasks${query}`, { headers: { cookie } });
    return response.text();
  };
  await pause((index * intervalMs) / cookies.length);
  // The whole list, which is not measured; a viewer's list is another one than an operator's.
  let last = answerSchema.parse(JSON.parse(await ask("")));
  await pause(intervalMs);
  while (performance.now() - startMs < phaseMs) {
    const sentMs = performance.now();
    const text = await ask(`?run=${last.run}&since=${last.revision}`);
    const takenMs = performance.now() - sentMs;
    last = answerSchema.parse(JSON.parse(text));
    timesMs.push(takenMs);
    await pause(intervalMs - takenMs);
  }
}

await Promise.all(cookies.map(view));
console.log(JSON.stringify(timesMs));
