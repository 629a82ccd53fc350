/** How long the farm keeps the rendered files of a task, who has fetched them, and buttons that copy how to get at them. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { fetchedMark, outputStateOf, outputsEndMs } from "../../protocol/tasks/task-outputs";
import { leavesOf, type TaskNode } from "../../protocol/tasks/task-tree";
import { teamState } from "../../queries/team/team-state";
import { copyText } from "../../ui/controls/copy-text";
import { useFormat } from "../../ui/format/format";
import { visibleName } from "../../ui/status/tail-name";
import { commandFor, useTransferCommand } from "../../ui/storage/transfer-command";
import { toast } from "../../ui/toasts/toast";
import classes from "./outputs.module.css";
import { useOutputsMoment } from "./use-outputs-moment";
import { useTimeLeft } from "./use-time-left";

/** `node`: a top-level task. Renders nothing for one without finished frames. */
export function OutputsFacts({ node }: { node: TaskNode }) {
  const t = useTranslations("task.outputs");
  const format = useFormat();
  const timeLeft = useTimeLeft();
  const moment = useOutputsMoment();
  const isKept = teamState.use((team) => team !== null);
  const endMs = outputsEndMs(node, moment.outputDays);
  if (endMs === null) return null;
  const known = moment.fetched?.get(node.task.id);
  const valid = fetchedMark(node, moment.fetched);
  return (
    <>
      <p className={classes["text"]}>
        {outputStateOf(node, moment) === "gone"
          ? t("goneHelp", { days: moment.outputDays ?? 0 })
          : t("keptUntil", { when: format.moment(endMs), left: timeLeft(endMs - moment.nowMs) })}
      </p>
      {isKept && (
        <p className={classes["text"]}>
          {valid
            ? t("fetchedBy", { name: visibleName(valid.by.name), age: format.ago(valid.atMs, moment.nowMs) })
            : known
              ? t("renderedSince", { name: visibleName(known.by.name) })
              : t("notFetched")}
        </p>
      )}
    </>
  );
}

/** Copies the folders of a task or layer, and the command that fetches its files. */
export function CopyOutputs({ node }: { node: TaskNode }) {
  const t = useTranslations("task.outputs");
  const common = useTranslations("common");
  const template = useTransferCommand();
  const [copied, setCopied] = useState<"path" | "command" | null>(null);
  const leaves = leavesOf(node);
  const paths = [node, ...leaves].map(({ task }) => task.outputFolder ?? "").filter((path) => path !== "");
  const copy = async (what: "path" | "command", text: string) => {
    if (await copyText(text)) setCopied(what);
    else void toast({ tone: "bad", title: common("copyRefused") });
  };
  const command = commandFor(
    template,
    node.task.id,
    leaves.map(({ task }) => task.id),
  );
  return (
    <>
      {paths.length > 0 && (
        <Button variant="default" onClick={() => void copy("path", [...new Set(paths)].join("\n"))}>
          {copied === "path" ? common("copied") : t("copyPath")}
        </Button>
      )}
      <Button variant="default" title={`${t("commandHelp")}\n${command}`} onClick={() => void copy("command", command)}>
        {copied === "command" ? common("copied") : t("copyCommand")}
      </Button>
    </>
  );
}
