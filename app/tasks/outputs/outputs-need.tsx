/** Tasks whose files the farm deletes soon and that nobody has marked as fetched, as a line of what needs a user. */
import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { outputsEndMs } from "../../protocol/tasks/task-outputs";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { MAX_FETCHED_TASKS } from "../../protocol/team/fetched";
import { NeedRow } from "../needs/need-row";
import { useSelf } from "../team/use-self";
import { useMarkFetched } from "./use-mark-fetched";
import { useOutputsMoment } from "./use-outputs-moment";
import { useTimeLeft } from "./use-time-left";

export function OutputsNeed({ nodes }: { nodes: readonly TaskNode[] }) {
  const t = useTranslations("task.outputs");
  const timeLeft = useTimeLeft();
  const { nowMs, outputDays } = useOutputsMoment();
  const self = useSelf();
  const { mark, dialog } = useMarkFetched();
  const ends = nodes.map((node) => outputsEndMs(node, outputDays) ?? Number.POSITIVE_INFINITY);
  const ids = nodes.map(({ task }) => task.id).slice(0, MAX_FETCHED_TASKS);
  return (
    <NeedRow
      mark={{ glyph: "◔", tone: "halted" }}
      title={t("need")}
      count=""
      since={timeLeft(Math.min(...ends) - nowMs)}
      nodes={nodes}
    >
      {self !== undefined && self.role !== "viewer" && (
        <Button variant="default" onClick={() => void mark(ids, true)}>
          {t("markCount", { count: ids.length })}
        </Button>
      )}
      {dialog}
    </NeedRow>
  );
}
