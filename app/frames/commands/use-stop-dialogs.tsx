/** The dialogs that stop frames, opened by the menu of the header, the menu of a row and the selection. */
import { type ReactNode, Suspense, useState } from "react";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { lazyNamed } from "../../ui/browser/lazy-named";
import type { StopKind } from "./stop-frames-plan";

const StopFramesDialog = lazyNamed(() => import("./stop-frames-dialog"), "StopFramesDialog");
const StopRerenderDialog = lazyNamed(() => import("./stop-rerender-dialog"), "StopRerenderDialog");

type OpenDialog = { readonly kind: StopKind | "rerender"; readonly ids: ReadonlySet<number> };

export function useStopDialogs(leaf: TaskNode, keyword: string, figures: FrameFigures) {
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const onClose = () => setOpen(null);
  let dialog: ReactNode = null;
  if (open?.kind === "rerender")
    dialog = <StopRerenderDialog leaf={leaf} keyword={keyword} ids={open.ids} figures={figures} onClose={onClose} />;
  else if (open)
    dialog = <StopFramesDialog kind={open.kind} leaf={leaf} keyword={keyword} selected={open.ids} onClose={onClose} />;
  return {
    /** null while none is open. */
    dialog: dialog && <Suspense fallback={null}>{dialog}</Suspense>,
    /** `ids`: the frames of kind "selected". */
    stop: (kind: StopKind, ids: Iterable<number>) => setOpen({ kind, ids: new Set(ids) }),
    stopAndRerender: (ids: Iterable<number>) => setOpen({ kind: "rerender", ids: new Set(ids) }),
  };
}
