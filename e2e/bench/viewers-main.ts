/** Viewers of viewers.bench.ts in a process of their own: the farm's work does not delay them. Prints the times of all answers, ms. */
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod/mini";

const answerSchema = z.object({ run: z.string(), revision: z.int() });
const viewerSchema = z.object({ cookie: z.string(), first: answerSchema });
const { origin, viewers, phaseMs, intervalMs } = z
  .object({ origin: z.string(), viewers: z.array(viewerSchema), phaseMs: z.int(), intervalMs: z.int() })
  .parse(JSON.parse(process.argv[2] ?? ""));

const timesMs: number[] = [];
const startMs = performance.now();

async function view({ cookie, first }: z.infer<typeof viewerSchema>, index: number): Promise<void> {
  let last = first;
  await pause((index * intervalMs) / viewers.length);
  while (performance.now() - startMs < phaseMs) {
    const sentMs = performance.now();
    const query = `?run=${last.run}&since=${last.revision}`;
    const response = await fetch(`${origin}/api/live/tasks${query}`, { headers: { cookie } });
    const text = await response.text();
    const takenMs = performance.now() - sentMs;
    last = answerSchema.parse(JSON.parse(text));
    timesMs.push(takenMs);
    await pause(intervalMs - takenMs);
  }
}

await Promise.all(viewers.map(view));
console.log(JSON.stringify(timesMs));
