/** The failed frames of several tasks by the message of their logs, with the one act for the frames of a message and its price. */
import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { type MessageGroup, messageGroups } from "../../protocol/frames/message-groups";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useErrorExplanations } from "../../queries/account/error-explanations";
import { useChargeBases } from "../../queries/frames/charge-basis";
import { useFailureMessages } from "../../queries/frames/failure-messages";
import { refusedStates } from "../../queries/frames/refused-states";
import { useFormat } from "../../ui/format/format";
import { MessageList } from "../../ui/messages/message-list";
import { MessageReading } from "../../ui/messages/message-reading";
import { visibleName } from "../../ui/status/tail-name";
import { type LeafFrames, targetsOf } from "../needs/frames/frames-act";
import { FramesButton } from "../needs/frames/frames-button";
import { failedLeaves } from "../needs/need-rows";
import classes from "./task-messages.module.css";

/** Leaves whose failed frames are read, those with the most failures. */
const READ_LEAVES = 16;
/** Tasks named in a group; the others are counted. */
const NAMED_TASKS = 2;

type Part = LeafFrames & { readonly top: TaskNode };

export function TaskMessages({ nodes }: { nodes: readonly TaskNode[] }) {
  const t = useTranslations("messages");
  const { locale } = useFormat();
  const all = nodes.flatMap((top) => failedLeaves(top).map((leaf) => ({ top, leaf })));
  const leaves = all
    .toSorted((a, b) => b.leaf.rollUp.counts.failed - a.leaf.rollUp.counts.failed)
    .slice(0, READ_LEAVES);
  const { basisOf, isPending } = useChargeBases(leaves.map(({ leaf }) => leaf.task.id));
  const frames = leaves.flatMap(({ leaf }) => basisOf(leaf.task.id));
  const reading = useFailureMessages(frames);
  const groups = messageGroups(frames, reading.messages);
  const codes = [...new Set(groups.map(({ message }) => message.errorCode).filter((code) => code !== null))];
  const explanations = useErrorExplanations(codes, locale === "zh" ? "zh" : "en");
  const partsOf = (group: MessageGroup): Part[] => {
    const own = new Set(group.ids);
    return leaves
      .map(({ top, leaf }) => ({ top, leaf, frames: basisOf(leaf.task.id).filter(({ id }) => own.has(id)) }))
      .filter((part) => part.frames.length > 0)
      .toSorted((a, b) => b.frames.length - a.frames.length);
  };
  if (isPending) return <p className="faint">{t("readingFrames")}</p>;
  const failed = all.reduce((sum, { leaf }) => sum + leaf.rollUp.counts.failed, 0);
  return (
    <>
      <MessageReading groups={groups} reading={reading} />
      <MessageList
        groups={groups}
        explanations={explanations}
        CodeLink={CodeLink}
        renderPlace={(group) => <In parts={partsOf(group)} />}
      >
        {(group) => <Acts parts={partsOf(group)} />}
      </MessageList>
      <p className={classes["basis"]}>
        {t("basis")} {failed > reading.failed && t("notRead", { count: failed - reading.failed })}
      </p>
    </>
  );
}

function CodeLink({ code }: { code: string }) {
  const t = useTranslations("messages");
  return (
    <Link to="/settings" search={{ section: "errors", code }} title={t("explain", { code })}>
      {code}
    </Link>
  );
}

/** The tasks of a group. */
function In({ parts }: { parts: readonly Part[] }) {
  const t = useTranslations("messages");
  const tops = [...new Set(parts.map(({ top }) => top))];
  const names = tops.slice(0, NAMED_TASKS).map(({ task }) => visibleName(task.sceneName));
  const others = tops.length - names.length;
  return (
    <p className={classes["tasks"]}>
      <span>{t("tasks", { count: tops.length })}</span>
      {names.map((name) => (
        <bdi key={name}>{name}</bdi>
      ))}
      {others > 0 && <span>{t("moreTasks", { count: others })}</span>}
    </p>
  );
}

function Acts({ parts }: { parts: readonly Part[] }) {
  const t = useTranslations("messages");
  const navigate = useNavigate();
  const targets = targetsOf("rerender", parts, refusedStates.use());
  const [most] = parts;
  return (
    <>
      {most && (
        <Button
          variant="default"
          onClick={() =>
            void navigate({
              to: "/tasks/$taskId",
              params: { taskId: String(most.leaf.task.id) },
              search: { status: ["failed", "timedOut"], errors: "open" },
            })
          }
        >
          {t("open")}
        </Button>
      )}
      {targets.length > 0 && <FramesButton act="rerender" targets={targets} />}
    </>
  );
}
