/** Which frames a rerender goes to, and what its dialogs need. */
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { FrameRow } from "../../queries/frames/frame-set";
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

export function framesInScope(
  scope: ListedScope,
  rows: readonly FrameRow[],
  selected: ReadonlySet<number>,
): FrameRow[] {
  switch (scope.kind) {
    case "failed":
      return rows.filter(isFailed);
    case "state":
      return rows.filter((row) => row.frame.statusCode === scope.state);
    case "selected":
      return rows.filter((row) => selected.has(row.frame.id) && canRerender(row));
  }
}
