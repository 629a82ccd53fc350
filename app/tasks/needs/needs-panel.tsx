/** Above the list of what needs a user: why, with one priced act for each cause. Loaded with the group. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, Suspense, useId, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import { BASIS_LEAVES } from "../../protocol/frames/charge-basis";
import { frameTroubleOf } from "../../protocol/frames/task-trouble";
import { leavesOf, type TaskNode } from "../../protocol/tasks/task-tree";
import { validClaim } from "../../protocol/team/claims";
import { chargeBasisQuery, useChargeBases } from "../../queries/frames/charge-basis";
import { hungFramesQuery } from "../../queries/frames/hung-frames";
import { refusedStates } from "../../queries/frames/refused-states";
import { useCapability } from "../../queries/http/capabilities";
import { useFrameTroubles } from "../../queries/tasks/use-frame-troubles";
import { teamState } from "../../queries/team/team-state";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useHalfMinute } from "../../ui/browser/now";
import { useRefusal } from "../../ui/controls/refusal";
import { useFormat } from "../../ui/format/format";
import { statusMark } from "../../ui/status/status-badge";
import { OutputsNeed } from "../outputs/outputs-need";
import { useNeedsNow } from "../view/use-needs";
import { type FramesAct, type LeafFrames, targetsOf } from "./frames/frames-act";
import { FramesButton } from "./frames/frames-button";
import { CommandAct, NeedRow, OpenAct } from "./need-row";
import { type CauseRow, causeRows, failedLeaves, layerRows, nodeRows } from "./need-rows";
import classes from "./needs.module.css";

const TaskMessages = lazyNamed(
  () => withMessages("errors", import("../errors/task-messages")),
  "TaskMessages",
  "block",
);

const dimensions = ["cause", "message", "node", "layer"] as const;
type Dimension = (typeof dimensions)[number];

/** Machines and layers listed at once. */
const LISTED = 8;
/** Leaves whose frames are read for the list of machines, those with the most failures. */
const READ_LEAVES = 16;

export function NeedsPanel({ nodes: all }: { nodes: readonly TaskNode[] }) {
  const t = useTranslations("task.needs");
  const claims = teamState.use((team) => team?.claims);
  const [isUnclaimedOnly, setUnclaimedOnly] = useState(false);
  const nowMs = useHalfMinute();
  const nodes = useMemo(
    () => (isUnclaimedOnly && claims ? all.filter(({ task }) => !validClaim(claims.get(task.id), nowMs)) : all),
    [all, isUnclaimedOnly, claims, nowMs],
  );
  const name = useId();
  const [by, setBy] = useState<Dimension>("cause");
  const log = useCapability("frameLog");
  const refused = useRefusal()(log.refusal);
  return (
    <section className={classes["panel"]} aria-label={t("label")}>
      <fieldset className={classes["head"]} aria-label={t("by")}>
        {dimensions
          .filter((value) => value !== "message" || log.has)
          .map((value) => (
            <label key={value} title={value === "message" ? refused.title : undefined}>
              <input
                type="radio"
                name={name}
                checked={value === by}
                disabled={value === "message" && refused.disabled === true}
                onChange={() => setBy(value)}
              />
              {t(value)}
            </label>
          ))}
        {claims && (
          <label title={t("notClaimedHelp")}>
            <input
              type="checkbox"
              checked={isUnclaimedOnly}
              onChange={({ currentTarget }) => setUnclaimedOnly(currentTarget.checked)}
            />
            {t("notClaimed")}
          </label>
        )}
      </fieldset>
      {by === "cause" && <Causes nodes={nodes} />}
      {by === "message" && (
        <Suspense fallback={null}>
          <TaskMessages nodes={nodes} />
        </Suspense>
      )}
      {by === "node" && <Nodes nodes={nodes} />}
      {by === "layer" && <Layers nodes={nodes} />}
    </section>
  );
}

function Causes({ nodes }: { nodes: readonly TaskNode[] }) {
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

/** The act on frames beside the link to them; the link alone where the act applies to none. */
function FramesAction({ act, parts, children }: { act: FramesAct; parts: readonly LeafFrames[]; children: ReactNode }) {
  const targets = targetsOf(act, parts, refusedStates.use());
  return (
    <>
      {children}
      {targets.length > 0 && <FramesButton act={act} targets={targets} />}
    </>
  );
}

function Layers({ nodes }: { nodes: readonly TaskNode[] }) {
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

function Nodes({ nodes }: { nodes: readonly TaskNode[] }) {
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
