/** Which frames a rerender goes to, and what its dialogs need. */
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import { frameStatus } from "../../protocol/frames/frame-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { FrameRow } from "../../queries/frames/frame-set";
import type { RefusedStates } from "../../queries/frames/refused-states";
import { canRerender, isFailed } from "./rerender-plan";

export type RerenderScope =
  | { readonly kind: "failed" | "selected" }
  | { readonly kind: "all" }
  /** Frames in one state: only the current dialect has such a request. */
  | { readonly kind: "state"; readonly state: number };

/** Every scope but "all", which goes by the counts of the task and names no frame (decision 026). */
export type ListedScope = Exclude<RerenderScope, { readonly kind: "all" }>;

/** What every rerender dialog needs of the page. */
export type RerenderContext = {
  readonly leaf: TaskNode;
  /** Text of the search at the farm; "" without one. */
  readonly keyword: string;
  readonly selected: ReadonlySet<number>;
  readonly figures: FrameFigures;
};

/** Whether a scope names a frame, whatever its type. */
function isNamed(scope: ListedScope, selected: ReadonlySet<number>): (row: FrameRow) => boolean {
  switch (scope.kind) {
    case "failed":
      return isFailed;
    case "state":
      return (row) => row.frame.statusCode === scope.state;
    case "selected":
      return (row) => selected.has(row.frame.id);
  }
}

/** The frames that a rerender of this scope is for. */
export function framesInScope(
  scope: ListedScope,
  rows: readonly FrameRow[],
  selected: ReadonlySet<number>,
  refused?: RefusedStates,
): FrameRow[] {
  return rows.filter(isNamed(scope, selected)).filter((row) => canRerender(row, refused));
}

/** The ended frames of this scope that are left out: the farm makes them from others, or has refused their state. */
export function leftOutOfScope(
  scope: ListedScope,
  rows: readonly FrameRow[],
  selected: ReadonlySet<number>,
  refused?: RefusedStates,
): FrameRow[] {
  return rows
    .filter(isNamed(scope, selected))
    .filter((row) => frameStatus(row.frame.statusCode).isEnded && !canRerender(row, refused));
}
