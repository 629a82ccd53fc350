/** What lies over the page: the menu of a row, the dialog of what was asked for, a task's report. Focus returns to the grid. */
import { lazy, Suspense } from "react";
import type { ColumnLayout } from "../../ui/tree-grid/column-layout";
import type { TaskRef } from "./action-plan";
import { CommandDialog } from "./command-dialog";
import type { TaskCommand } from "./task-commands";

const ReportDialog = lazy(() => import("../report/report-dialog").then((module) => ({ default: module.ReportDialog })));
const RowMenu = lazy(() => import("./row-menu").then((module) => ({ default: module.RowMenu })));

/** At most one lies open. */
export type Overlay =
  | { readonly kind: "menu"; readonly id: number; readonly at: { x: number; y: number } }
  | { readonly kind: "asked"; readonly command: TaskCommand; readonly ids: readonly number[] }
  | { readonly kind: "report"; readonly id: number };

export function TaskOverlays({
  overlay,
  subjectOf,
  layout,
  open,
  onOverlay,
  onOpenTask,
  onClose,
}: {
  overlay: Overlay;
  subjectOf: (id: number) => TaskRef | undefined;
  layout: ColumnLayout;
  open: readonly number[];
  onOverlay: (next: Overlay) => void;
  onOpenTask: (id: number) => void;
  /** Closes an overlay of this kind, and no other that came in its place. */
  onClose: (kind: Overlay["kind"]) => void;
}) {
  const close = () => onClose(overlay.kind);
  if (overlay.kind === "asked")
    return <CommandDialog command={overlay.command} ids={overlay.ids} subjectOf={subjectOf} onClose={close} />;
  const { id } = overlay;
  const subject = subjectOf(id);
  if (!subject) return null;
  return (
    <Suspense fallback={null}>
      {overlay.kind === "report" ? (
        <ReportDialog nodes={[subject.node]} layout={layout} open={open} onClose={close} />
      ) : (
        <RowMenu
          subject={subject}
          at={overlay.at}
          onCommand={(command) => onOverlay({ kind: "asked", command, ids: [id] })}
          onOpen={() => onOpenTask(id)}
          onReport={() => onOverlay({ kind: "report", id })}
          onClose={close}
        />
      )}
    </Suspense>
  );
}
