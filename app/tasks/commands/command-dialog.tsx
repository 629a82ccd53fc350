/** The dialog of whatever was asked for on some tasks, loaded when it is wanted. */
import { lazy, Suspense } from "react";
import { withMessages } from "../../i18n/messages";
import type { TaskRef } from "./action-plan";
import { isAction, type TaskCommand } from "./task-commands";

const ActionDialog = lazy(() => import("./action-dialog").then((module) => ({ default: module.ActionDialog })));
const ChangeDialog = lazy(() =>
  withMessages("further", import("../change/change-dialog")).then((module) => ({ default: module.ChangeDialog })),
);
const OutputFiles = lazy(() =>
  withMessages("further", import("../outputs/output-files")).then((module) => ({ default: module.OutputFiles })),
);

export function CommandDialog({
  command,
  ids,
  subjectOf,
  onClose,
}: {
  command: TaskCommand;
  ids: readonly number[];
  subjectOf: (id: number) => TaskRef | undefined;
  onClose: () => void;
}) {
  const [first] = ids.map(subjectOf);
  return (
    <Suspense fallback={null}>
      {isAction(command) && <ActionDialog action={command} ids={ids} subjectOf={subjectOf} onClose={onClose} />}
      {command === "change" && <ChangeDialog ids={ids} subjectOf={subjectOf} onClose={onClose} />}
      {command === "files" && first && <OutputFiles node={first.node} onClose={onClose} />}
    </Suspense>
  );
}
