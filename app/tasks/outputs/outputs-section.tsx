/** The rendered files of a task in its panel: how long the farm keeps them, who has fetched them, and how to get at them. */
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
import { useSelf } from "../team/use-self";
import classes from "./outputs.module.css";
import { useMarkFetched } from "./use-mark-fetched";
import { useOutputsMoment } from "./use-outputs-moment";
import { useTimeLeft } from "./use-time-left";

/** `node`: a top-level task. Renders nothing for one without finished frames. */
export function OutputsSection({ node }: { node: TaskNode }) {
  const t = useTranslations("task.outputs");
  const format = useFormat();
  const timeLeft = useTimeLeft();
  const moment = useOutputsMoment();
  const self = useSelf();
  const isKept = teamState.use((team) => team !== null);
  const { mark, dialog } = useMarkFetched();
  const { id } = node.task;
  const endMs = outputsEndMs(node, moment.outputDays);
  if (endMs === null) return null;
  const state = outputStateOf(node, moment);
  const known = moment.fetched?.get(id);
  const valid = fetchedMark(node, moment.fetched);
  const mayWrite = isKept && self !== undefined && self.role !== "viewer" && state !== "gone";
  return (
    <section aria-label={t("title")}>
      <h3>{t("title")}</h3>
      <p className={classes["text"]}>
        {state === "gone"
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
      <div className={classes["actions"]}>
        {mayWrite && (
          <Button variant="default" onClick={() => void mark([id], valid === null)}>
            {t(valid === null ? "mark" : "unmark")}
          </Button>
        )}
        {state !== "gone" && <CopyButtons node={node} />}
      </div>
      {dialog}
    </section>
  );
}

function CopyButtons({ node }: { node: TaskNode }) {
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
