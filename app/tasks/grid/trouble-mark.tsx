/** The mark of a task with hung or slow frames, beside its status. It links to these frames. */
import { Link } from "@tanstack/react-router";
import { useContext, useMemo } from "react";
import { useTranslations } from "use-intl";
import { OUTLIER_RATIO } from "../../protocol/frames/frame-figures";
import { frameTroubleOf, hasTrouble, type TaskTrouble } from "../../protocol/frames/task-trouble";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useFormat } from "../../ui/format/format";
import { TroublesContext } from "./row-store";
import classes from "./trouble-mark.module.css";

/** Renders nothing while no such frame is known. */
export function TroubleMark({ node }: { node: TaskNode }) {
  const t = useTranslations("trouble");
  const troubles = useContext(TroublesContext);
  const trouble = useMemo(() => frameTroubleOf(node, troubles), [node, troubles]);
  const explain = useTroubleText();
  if (trouble === null || !hasTrouble(trouble)) return null;
  const hung = trouble.hung ?? 0;
  return (
    <Link
      to="/tasks/$taskId"
      params={{ taskId: String(trouble.leafId) }}
      search={{ status: ["hung"] }}
      className={`tone ${classes["mark"]}`}
      data-tone={hung > 0 ? "bad" : "halted"}
      tabIndex={-1}
      title={explain(trouble)}
      onClick={(event) => event.stopPropagation()}
    >
      <span aria-hidden="true">▲ </span>
      {hung > 0 ? t("hung", { count: hung }) : t("slow", { count: trouble.slow ?? 0 })}
    </Link>
  );
}

/** What is known of the frames of a task, one statement a line. */
function useTroubleText() {
  const t = useTranslations("trouble");
  const format = useFormat();
  return ({ hung, slow, worst, read, rendering, readMs }: TaskTrouble): string =>
    [
      hung ? t("hungHelp", { count: hung }) : null,
      slow ? t("slowHelp", { count: slow, ratio: OUTLIER_RATIO }) : null,
      worst && worstText(t, worst),
      t("read", { read, rendering, time: format.time(readMs) }),
      hung === null ? t("noLoad") : null,
    ]
      .filter((line) => line !== null)
      .join("\n");
}

type Translate = ReturnType<typeof useTranslations<"trouble">>;

function worstText(t: Translate, { name, node, ratio }: NonNullable<TaskTrouble["worst"]>): string {
  if (ratio === null) return t("first", { name });
  return node === null ? t("worst", { name, ratio }) : t("worstOn", { name, node, ratio });
}
