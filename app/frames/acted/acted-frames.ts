/**
 * The frames that the last command of a task went to. They stay in view although the filter that found them no longer matches:
 * rerendered frames are not failed any more. Lasts as long as the tab.
 */
import type { Failure } from "../../protocol/wire/failure";
import { createStore } from "../../state/create-store";

export type Act = "rerendered" | "stopped";

export type ActedGroup = {
  readonly act: Act;
  readonly ids: ReadonlySet<number>;
  /** The page shows only these frames, whatever the filters. */
  readonly isOnly: boolean;
};

/** By task id of the leaf. */
const groups = createStore<ReadonlyMap<number, ActedGroup>>(new Map());

const change = (taskId: number, next: (group: ActedGroup | undefined) => ActedGroup | undefined) => {
  const all = new Map(groups.get());
  const group = next(all.get(taskId));
  if (group) all.set(taskId, group);
  else all.delete(taskId);
  groups.set(all);
};

export const useActedGroup = (taskId: number): ActedGroup | null => groups.use((all) => all.get(taskId) ?? null);

/** Adds frames to the group of the same act; another act begins a new group. */
export function rememberActed(taskId: number, act: Act, ids: readonly number[]): void {
  if (ids.length === 0) return;
  change(taskId, (group) => ({
    act,
    ids: new Set([...(group?.act === act ? group.ids : []), ...ids]),
    isOnly: group?.isOnly ?? false,
  }));
}

export const showOnlyActed = (taskId: number, isOnly: boolean): void =>
  change(taskId, (group) => group && (group.isOnly === isOnly ? group : { ...group, isOnly }));

export const dismissActed = (taskId: number): void => change(taskId, () => undefined);

/** Forgets all groups, as between two tests. */
export const forgetActed = (): void => groups.set(new Map());

/** Whether a command may have had an effect: after a refusal nothing was done, and no frame has to be watched. */
export const mayHaveActed = (failure: Failure | null): boolean => failure === null || failure.certainty === "unknown";
