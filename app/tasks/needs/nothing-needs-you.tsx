/** What the group "Needs you" shows without tasks: what runs, and when the next ends. */
import { useTranslations } from "use-intl";
import { estimateEta } from "../../protocol/tasks/task-estimate";
import { groupOfState } from "../../protocol/tasks/task-status-order";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useFormat } from "../../ui/format/format";
import { Notice } from "../../ui/status/query-state";
import { stateOf } from "../view/task-view";
import { useDataReadAt } from "../view/use-data-read-at";

export function NothingNeedsYou({ nodes, isFiltered }: { nodes: ReadonlyMap<number, TaskNode>; isFiltered: boolean }) {
  const t = useTranslations("task.needs");
  const format = useFormat();
  const nowMs = useDataReadAt();
  const running = [...nodes.values()].filter((node) => groupOfState(stateOf(node)) === "running");
  const etas = running.map((node) => estimateEta(node, nowMs)).filter((eta) => eta !== null);
  const [next] = etas.toSorted((a, b) => a.latestMs - b.latestMs);
  return (
    <Notice glyph="✓" title={t(isFiltered ? "nothingFiltered" : "nothing")}>
      <p>
        {t("running", { count: running.length })}{" "}
        {next && t("nextEnd", { when: format.range(next.earliestMs, next.latestMs, nowMs) })}
      </p>
    </Notice>
  );
}
