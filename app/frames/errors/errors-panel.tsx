/** Below the views: the failed frames by the message of their logs, with the acts for each message. */
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import { type MessageGroup, messageGroups } from "../../protocol/frames/message-groups";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useErrorExplanations } from "../../queries/account/error-explanations";
import { useFailureMessages } from "../../queries/frames/failure-messages";
import type { FrameRow } from "../../queries/frames/frame-set";
import { scrolledByKeys } from "../../ui/browser/scrolled-by-keys";
import { useFormat } from "../../ui/format/format";
import { MessageList } from "../../ui/messages/message-list";
import { MessageReading } from "../../ui/messages/message-reading";
import { DockedPanel } from "../log/docked-panel";
import { ErrorCodeLink } from "../log/error-code-link";
import classes from "./errors.module.css";
import { type GroupCommands, MessageActs } from "./message-acts";

export function ErrorsPanel({
  leaf,
  rows,
  figures,
  commands,
  onClose,
}: {
  leaf: TaskNode;
  rows: readonly FrameRow[];
  figures: FrameFigures;
  commands: GroupCommands;
  onClose: () => void;
}) {
  const t = useTranslations("messages");
  const { locale } = useFormat();
  const frames = useMemo(() => rows.map(({ frame }) => frame), [rows]);
  const reading = useFailureMessages(frames);
  const groups = useMemo(() => messageGroups(frames, reading.messages), [frames, reading.messages]);
  const explanations = useErrorExplanations(codesOf(groups), locale === "zh" ? "zh" : "en");
  const byId = useMemo(() => new Map(rows.map((row) => [row.frame.id, row])), [rows]);
  return (
    <DockedPanel label={t("title")} title={t("title")} facts={<span>{t("basis")}</span>} onClose={onClose}>
      <div className={classes["scroller"]} {...scrolledByKeys}>
        <MessageReading groups={groups} reading={reading} />
        <MessageList groups={groups} explanations={explanations} CodeLink={ErrorCodeLink}>
          {(group) => (
            <MessageActs
              leaf={leaf}
              rows={group.ids.map((id) => byId.get(id)).filter((row) => row !== undefined)}
              figures={figures}
              commands={commands}
            />
          )}
        </MessageList>
      </div>
    </DockedPanel>
  );
}

const codesOf = (groups: readonly MessageGroup[]): string[] => [
  ...new Set(groups.map(({ message }) => message.errorCode).filter((code) => code !== null)),
];
