/** The settings of this screen, stored in the browser: size of type, and acknowledged troubles. */
import * as z from "zod/mini";
import { troubles } from "../../protocol/team/acknowledgement";
import { storedMoment } from "../../protocol/wire/moment";
import { accountKey } from "../../state/account";
import { createStored } from "../../ui/storage/stored";
import { membersOf, recordOf } from "../../ui/storage/tolerant";

/** Type sizes to choose from, as factors. */
export const scales = [0.6, 0.7, 0.85, 1, 1.2, 1.45, 1.75, 2.1] as const;

const acknowledgement = z.object({
  by: z.string().check(z.maxLength(60)),
  atMs: storedMoment,
  failed: z.int().check(z.nonnegative()),
  trouble: z.enum(troubles),
});
const schema = z.object({
  scale: z.catch(z.literal(scales), 1),
  /** Who pressed "seen" last: the suggestion for the next time. */
  name: z.catch(z.string().check(z.maxLength(60)), ""),
  seen: recordOf(acknowledgement),
});

export type Screen = z.infer<typeof schema>;

const stored = createStored(accountKey("renderdeck.monitor.1"), (raw): Screen => schema.parse(membersOf(raw)));

export const useScreen = stored.use;
export const readScreen = stored.get;

/** Changes parts of the settings, here and in the other tabs of this browser. */
export const changeScreen = (change: Partial<Screen>): void => stored.update((current) => ({ ...current, ...change }));

/** Acknowledges a task's trouble; null takes the acknowledgement back. */
export function setAcknowledgement(taskId: number, next: Screen["seen"][string] | null): void {
  stored.update((current) => {
    const { [String(taskId)]: _, ...others } = current.seen;
    if (next === null) return { ...current, seen: others };
    return { ...current, seen: { ...others, [String(taskId)]: next }, name: next.by };
  });
}

/** The next larger or smaller type size; null at the end. */
export const nextScale = (scale: Screen["scale"], direction: 1 | -1): Screen["scale"] | null =>
  scales[scales.indexOf(scale) + direction] ?? null;
