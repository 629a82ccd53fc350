/** The rerender dialog of a page: opened by buttons, the row menu, the failures by node, and the key r. */
import { Suspense, useState } from "react";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { lazyNamed } from "../../ui/browser/lazy-named";
import type { RerenderScope } from "./rerender-scope";

const RerenderDialog = lazyNamed(() => import("./rerender-dialog"), "RerenderDialog");

export type RerenderContext = {
  readonly leaf: TaskNode;
  /** Text of the search at the farm; "" without one. */
  readonly keyword: string;
  readonly selected: ReadonlySet<number>;
  readonly figures: FrameFigures;
};

/** `dialog` is null while it is closed. */
export function useRerenderDialog(context: RerenderContext) {
  const [scope, setScope] = useState<RerenderScope | null>(null);
  const dialog = scope && (
    <Suspense fallback={null}>
      <RerenderDialog scope={scope} {...context} onClose={() => setScope(null)} />
    </Suspense>
  );
  return { dialog, openDialog: setScope };
}
