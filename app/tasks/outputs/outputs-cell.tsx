/** How long the farm keeps the rendered files of a task, and whether they are fetched. */
import { useTranslations } from "use-intl";
import { fetchedMark, outputStateOf, outputsEndMs } from "../../protocol/tasks/task-outputs";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { useOutputsMoment } from "./use-outputs-moment";
import { useTimeLeft } from "./use-time-left";

export function OutputsCell({ node }: { node: TaskNode }) {
  const t = useTranslations("task.outputs");
  const format = useFormat();
  const timeLeft = useTimeLeft();
  const moment = useOutputsMoment();
  const state = outputStateOf(node, moment);
  const endMs = outputsEndMs(node, moment.outputDays);
  if (endMs === null) return <span className="faint">{EMPTY_CELL}</span>;
  const until = t("until", { when: format.moment(endMs) });
  if (state === "gone")
    return (
      <span className="faint" title={t("goneHelp", { days: moment.outputDays ?? 0 })}>
        {t("state.gone")}
      </span>
    );
  if (state === "fetched")
    return (
      <span
        className="tone"
        data-tone="good"
        title={`${t("by", { name: fetchedMark(node, moment.fetched)?.by.name ?? "" })}\n${until}`}
      >
        <span aria-hidden="true">✓ </span>
        {t("state.fetched")}
      </span>
    );
  const left = timeLeft(endMs - moment.nowMs);
  if (state !== "soon") return <span title={until}>{left}</span>;
  return (
    <span className="tone" data-tone="halted" title={until}>
      <span aria-hidden="true">◔ </span>
      {left}
    </span>
  );
}
