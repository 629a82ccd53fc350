/** Which dialog a command has. It loads right after the first rows, the dialogs when they open. */
import { withMessages } from "../../i18n/messages";
import type { TaskIndex } from "../../protocol/tasks/task-index";
import { isTaskAction } from "../../queries/tasks/task-actions";
import { lazyNamed } from "../../ui/browser/lazy-named";
import type { OpenCommand } from "./command-dialog";

const ActionDialog = lazyNamed(() => withMessages("dialogs", import("./action-dialog")), "ActionDialog");
const ChangeDialog = lazyNamed(
  () => withMessages(["current", "dialogs"], import("../change/change-dialog")),
  "ChangeDialog",
);
const CloneDialog = lazyNamed(() => withMessages("dialogs", import("../clone/clone-dialog")), "CloneDialog");
const FramesDialog = lazyNamed(
  () => withMessages(["dialogs", "frames"], import("../needs/frames/frames-dialog")),
  "FramesDialog",
);
const MessagesDialog = lazyNamed(
  () => withMessages(["errors", "dialogs"], import("../errors/messages-dialog")),
  "MessagesDialog",
);
const OutputFiles = lazyNamed(
  () => withMessages(["current", "dialogs"], import("../outputs/output-files")),
  "OutputFiles",
);

/** The dialog of the open command. */
export function CommandContent({ open, index, onClose }: { open: OpenCommand; index: TaskIndex; onClose: () => void }) {
  if (open.command === "frames")
    return <FramesDialog act={open.act} frames={open.frames} index={index} onClose={onClose} />;
  const { command, ids } = open;
  const [first] = ids.map(index.get);
  if (command === "messages") return <MessagesDialog ids={ids} index={index} onClose={onClose} />;
  if (isTaskAction(command)) return <ActionDialog action={command} ids={ids} index={index} onClose={onClose} />;
  if (command === "change") return <ChangeDialog ids={ids} index={index} onClose={onClose} />;
  if (command === "clone" && first) return <CloneDialog node={first.node} onClose={onClose} />;
  if (command !== "files" || !first) return null;
  return <OutputFiles node={first.node} top={index.get(first.topId)?.node ?? first.node} onClose={onClose} />;
}
