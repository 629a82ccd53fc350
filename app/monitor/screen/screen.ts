/** What this screen keeps: the size of its type, and who has seen which trouble. */
import * as z from "zod/mini";
import { createStored } from "../../ui/storage/stored";

/** Type sizes to choose from, as factors. */
export const scales = [0.6, 0.7, 0.85, 1, 1.2, 1.45, 1.75, 2.1] as const;

const seen = z.object({
  by: z.string().check(z.maxLength(60)),
  atMs: z.number(),
  failed: z.int().check(z.nonnegative()),
  trouble: z.enum(["failed", "stuck"]),
});
const schema = z.object({
  scale: z.catch(z.literal(scales), 1),
  /** Who pressed "seen" last: offered the next time. */
  name: z.catch(z.string().check(z.maxLength(60)), ""),
  seen: z.catch(z.record(z.string(), seen), {}),
});

export type Screen = z.infer<typeof schema>;

const stored = createStored("renderdeck.monitor.1", (raw): Screen => schema.parse(Object(raw)));

export const useScreen = stored.use;
export const readScreen = stored.get;

/** Changes some of it, here and in the other tabs of this browser. */
export const changeScreen = (change: Partial<Screen>): void => stored.update((known) => ({ ...known, ...change }));

/** Takes notice of a task's trouble, or takes the notice back. */
export function setSeen(taskId: number, notice: Screen["seen"][string] | null): void {
  stored.update((known) => {
    const { [String(taskId)]: _, ...others } = known.seen;
    if (notice === null) return { ...known, seen: others };
    return { ...known, seen: { ...others, [String(taskId)]: notice }, name: notice.by };
  });
}

/** The next larger or smaller type size; null at the end. */
export const nextScale = (scale: Screen["scale"], direction: 1 | -1): Screen["scale"] | null =>
  scales[scales.indexOf(scale) + direction] ?? null;
