/** The failed frames of the tasks that need a user: by machine, and by layer. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { chargeBasisQuery, useChargeBases } from "../../queries/frames/charge-basis";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { statusMark } from "../../ui/status/status-badge";
import { FramesAction } from "./frames/frames-action";
import { CommandAct, NeedRow, OpenAct } from "./need-row";
import { failedLeaves, layerRows, nodeRows } from "./need-rows";
import classes from "./needs.module.css";

/** Machines and layers listed at once. */
const LISTED = 8;
/** Leaves whose frames are read for the list of machines, those with the most failures. */
const READ_LEAVES = 16;

export function FailedByLayer({ nodes }: { nodes: readonly TaskNode[] }) {
  const t = useTranslations("task.needs");
  const rows = useMemo(() => layerRows(nodes), [nodes]);
  if (rows.length === 0) return <p className="faint">{t("noFailed")}</p>;
  return (
    <>
      <ul className={classes["rows"]}>
        {rows.slice(0, LISTED).map(({ layer, failed, nodes: tops, refs }) => (
          <NeedRow
            key={layer}
            mark={statusMark("failed")}
            title={layer === "" ? t("noLayer") : layer}
            count={t("frames", { count: failed })}
            since=""
            nodes={tops}
          >
            <CommandAct refs={refs} commands={["rerender"]} />
          </NeedRow>
        ))}
      </ul>
      <p className={classes["basis"]}>{t("basisLayer")}</p>
    </>
  );
}

export function FailedByNode({ nodes }: { nodes: readonly TaskNode[] }) {
  const t = useTranslations("task.needs");
  const format = useFormat();
  const client = useQueryClient();
  const nowMs = useHalfMinute();
  const leaves = nodes.flatMap(failedLeaves);
  const leafIds = leaves
    .toSorted((a, b) => b.rollUp.counts.failed - a.rollUp.counts.failed)
    .slice(0, READ_LEAVES)
    .map(({ task }) => task.id);
  const { basisOf, isPending } = useChargeBases(leafIds);
  if (leaves.length === 0) return <p className="faint">{t("noFailed")}</p>;
  if (isPending) return <p className="faint">{t("reading")}</p>;
  const rows = nodeRows(nodes, basisOf);
  const readLeaves = leafIds.filter((id) => basisOf(id).length > 0);
  const readMs = readLeaves.map((id) => client.getQueryState(chargeBasisQuery(id).queryKey)?.dataUpdatedAt ?? nowMs);
  if (rows.length === 0) return <p className="faint">{t("noNode")}</p>;
  return (
    <>
      <ul className={classes["rows"]}>
        {rows.slice(0, LISTED).map(({ node, failed, ended, nodes: tops, leafId, parts }) => (
          <NeedRow
            key={node}
            mark={statusMark("failed")}
            title={node}
            count={t("failedOf", { failed, ended })}
            since=""
            nodes={tops}
          >
            <FramesAction act="rerender" parts={parts}>
              <OpenAct leafId={leafId} search={{ status: ["failed", "timedOut"], node }} />
            </FramesAction>
          </NeedRow>
        ))}
      </ul>
      <p className={classes["basis"]}>
        {t("basisNode", {
          frames: readLeaves.reduce((sum, id) => sum + basisOf(id).length, 0),
          leaves: readLeaves.length,
          total: leaves.length,
          when: format.clock(Math.min(...readMs), nowMs),
        })}
      </p>
    </>
  );
}
