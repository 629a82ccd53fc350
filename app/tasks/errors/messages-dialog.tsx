import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskIndex } from "../../protocol/tasks/task-index";
import { Dialog } from "../../ui/dialog/dialog";
import { TaskMessages } from "./task-messages";

/** The failed frames of the selected tasks by message. */
export function MessagesDialog({
  ids,
  index,
  onClose,
}: {
  ids: readonly number[];
  index: TaskIndex;
  onClose: () => void;
}) {
  const t = useTranslations("messages");
  // The tasks as of the opening: a refresh must not take a group from under the pointer.
  const [nodes] = useState(() => ids.map(index.get).flatMap((ref) => ref?.node ?? []));
  return (
    <Dialog onClose={onClose} title={t("titleTasks", { count: nodes.length })} size="70rem">
      <TaskMessages nodes={nodes} />
    </Dialog>
  );
}
