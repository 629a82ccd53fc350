/** The tasks that need a user by cause, with the act for each. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { BASIS_LEAVES } from "../../protocol/frames/charge-basis";
import { frameTroubleOf } from "../../protocol/frames/task-trouble";
import { leavesOf, type TaskNode } from "../../protocol/tasks/task-tree";
import { hungFramesQuery } from "../../queries/frames/hung-frames";
import { useCapability } from "../../queries/http/capabilities";
import { useFrameTroubles } from "../../queries/tasks/use-frame-troubles";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { statusMark } from "../../ui/status/status-badge";
import { OutputsNeed } from "../outputs/outputs-need";
import { useNeedsNow } from "../view/use-needs";
import { FramesAction } from "./frames/frames-action";
import { CommandAct, NeedRow, OpenAct } from "./need-row";
import { type CauseRow, causeRows } from "./need-rows";
import classes from "./needs.module.css";

export function Causes({ nodes }: { nodes: readonly TaskNode[] }) {
  const moment = useNeedsNow();
  const rows = useMemo(() => causeRows(nodes, moment), [nodes, moment]);
  return (
    <ul className={classes["rows"]}>
      {rows.map((row) =>
        row.cause === "hung" || row.cause === "slow" ? (
          <TroubleRow key={row.cause} cause={row.cause} nodes={row.nodes} />
        ) : row.cause === "outputs" ? (
          <OutputsNeed key={row.cause} nodes={row.nodes} />
        ) : (
          <Cause key={row.cause} row={row} />
        ),
      )}
    </ul>
  );
}

/** The state whose glyph and colour a cause has. */
const marks = {
  stuck: "stuck",
  arrears: "arrearsStopped",
  submitFailed: "submitFailed",
  failed: "failed",
  failedFrames: "finishedWithFailed",
  timedOut: "timedOut",
  tests: "testDone",
  overdue: "overdue",
} as const;

type ListedCause = keyof typeof marks;
const isListed = (cause: string): cause is ListedCause => Object.hasOwn(marks, cause);

function Cause({ row: { cause, nodes, refs, commands, sinceMs } }: { row: CauseRow }) {
  const t = useTranslations("task.needs");
  const status = useTranslations("task.status");
  const format = useFormat();
  const nowMs = useHalfMinute();
  if (!isListed(cause)) return null;
  const failed = refs.reduce((sum, { node }) => sum + node.rollUp.counts.failed, 0);
  const isAboutFrames = cause === "failedFrames" || cause === "failed" || cause === "stuck";
  return (
    <NeedRow
      mark={statusMark(marks[cause])}
      title={
        cause === "stuck" || cause === "failedFrames" || cause === "tests" ? t(`causes.${cause}`) : status(marks[cause])
      }
      count={isAboutFrames && failed > 0 ? t("frames", { count: failed }) : ""}
      since={sinceMs === null ? "" : t("since", { when: format.clock(sinceMs, nowMs) })}
      nodes={nodes}
    >
      <CommandAct refs={refs} commands={commands} />
    </NeedRow>
  );
}

/** Hung or slow frames, as far as the rendering frames were read. */
function TroubleRow({ cause, nodes }: { cause: "hung" | "slow"; nodes: readonly TaskNode[] }) {
  const t = useTranslations("task.needs");
  const format = useFormat();
  const nowMs = useHalfMinute();
  const byLeaf = useFrameTroubles();
  const troubles = nodes.map((node) => frameTroubleOf(node, byLeaf)).filter((one) => one !== null);
  const [first] = troubles.filter((trouble) => (trouble[cause] ?? 0) > 0);
  if (!first) return null;
  const open = <OpenAct leafId={first.leafId} search={{ status: ["hung"] }} />;
  const count = troubles.reduce((sum, trouble) => sum + (trouble[cause] ?? 0), 0);
  return (
    <NeedRow
      mark={{ glyph: "▲", tone: cause === "hung" ? "bad" : "halted" }}
      title={t(`causes.${cause}`)}
      count={t("frames", { count })}
      since={t("readAt", { when: format.clock(Math.min(...troubles.map(({ readMs }) => readMs)), nowMs) })}
      nodes={nodes}
    >
      {cause === "hung" ? <HungAction nodes={nodes}>{open}</HungAction> : open}
    </NeedRow>
  );
}

/** Stops the hung frames and renders them again, where the farm can stop frames; `children` is the link to them. */
function HungAction({ nodes, children }: { nodes: readonly TaskNode[]; children: ReactNode }) {
  const { has, refusal } = useCapability("stopFrames");
  const byLeaf = useFrameTroubles();
  const leaves = nodes
    .flatMap(leavesOf)
    .map((leaf) => ({ leaf, wanted: byLeaf.get(leaf.task.id)?.hung ?? 0 }))
    .filter(({ wanted }) => wanted > 0);
  const canStop = has && refusal === null;
  const { data } = useQuery(hungFramesQuery(canStop ? leaves.slice(0, BASIS_LEAVES) : []));
  if (data === undefined) return children;
  const framesOf = (id: number) => data.find(({ leafId }) => leafId === id)?.frames ?? [];
  const parts = leaves.map(({ leaf }) => ({ leaf, frames: framesOf(leaf.task.id) }));
  return (
    <FramesAction act="stopRerender" parts={parts}>
      {children}
    </FramesAction>
  );
}
