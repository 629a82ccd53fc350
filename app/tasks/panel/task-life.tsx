/** What was recorded of a task: its events, and each run of its frames. Asked for when the section is opened. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { RecordedAction } from "../../mirror/recorded-actions";
import type { TaskLife as Life, RecordedAttempt } from "../../mirror/recorded-history";
import type { TaskEventType } from "../../mirror/task-events";
import { frameCharge } from "../../protocol/charges";
import { countedState } from "../../protocol/frames/frame-status";
import { stopReasonsOf } from "../../protocol/tasks/stop-reason";
import { isTaskOperation } from "../../protocol/tasks/task-operations";
import type { StatusTone } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { isWriteOutcome } from "../../protocol/wire/write-result";
import { useCurrency } from "../../queries/account/currency";
import { taskLifeQuery } from "../../queries/history/recorded-history";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { useOriginText } from "../../ui/format/task-origin-text";
import { statusGlyphs } from "../../ui/status/status-badge";
import { happeningsOf } from "./happenings";
import classes from "./task-life.module.css";

export function TaskLife({ node }: { node: TaskNode }) {
  const t = useTranslations("history.life");
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={classes["life"]} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("title")}</summary>
      {isOpen && <Loaded node={node} />}
    </details>
  );
}

function Loaded({ node }: { node: TaskNode }) {
  const t = useTranslations("history.life");
  const format = useFormat();
  const { data, error } = useQuery(taskLifeQuery(node.task.id));
  if (!data) return <p role="status">{error ? t("failed") : t("loading")}</p>;
  if (data.recordingSinceMs === null) return <p>{t("never")}</p>;
  if (data.events.length + data.actions.length + data.attempts.length === 0)
    return <p>{t("empty", { when: format.moment(data.recordingSinceMs) })}</p>;
  return (
    <>
      {data.events.length + data.actions.length > 0 && <Events life={data} node={node} />}
      {data.attempts.length > 0 && <Attempts life={data} />}
    </>
  );
}

const marks: Readonly<Record<TaskEventType, readonly [glyph: string, tone: StatusTone]>> = {
  finished: ["✓", "good"],
  finishedWithFailed: ["!", "bad"],
  failed: ["✕", "bad"],
  timedOut: ["◷", "bad"],
  stuck: ["◔", "bad"],
  stopped: ["■", "halted"],
  arrears: ["¤", "halted"],
  deleted: ["⌫", "idle"],
  restarted: ["↻", "active"],
};

/** What happened to the task and what was done to it with Renderdeck, by time. */
function Events({ life, node }: { life: Life; node: TaskNode }) {
  const t = useTranslations("history.life");
  const format = useFormat();
  const origin = useOriginText();
  // The farm has the reason of the last stop only.
  const last = life.events.at(-1);
  const reasons = last?.type === "stopped" ? origin.reasons(stopReasonsOf(node)) : "";
  return (
    <ol className={classes["events"]} aria-label={t("events")}>
      {happeningsOf(life).map((one) => (
        <li key={one.kind === "event" ? one.event.seq : one.action.id}>
          <time dateTime={new Date(one.atMs).toISOString()}>{format.moment(one.atMs)}</time>
          {one.kind === "event" ? (
            <EventText type={one.event.type} reasons={one.event === last ? reasons : ""} />
          ) : (
            <ActionText action={one.action} />
          )}
        </li>
      ))}
    </ol>
  );
}

function EventText({ type, reasons }: { type: TaskEventType; reasons: string }) {
  const t = useTranslations("history.life");
  const [glyph, tone] = marks[type];
  return (
    <span className="tone" data-tone={tone}>
      <span aria-hidden="true">{glyph} </span>
      {t(`event.${type}`)}
      {reasons !== "" && <span className="faint"> · {reasons}</span>}
    </span>
  );
}

/** A name inside a sentence of the other direction (FSI, PDI). */
const isolated = (name: string) => `\u2068${name}\u2069`;

function ActionText({ action: { operation, outcome, code, by, isUndo } }: { action: RecordedAction }) {
  const t = useTranslations("history.life");
  const label = isTaskOperation(operation) ? t(`operation.${operation}`) : operation;
  const name = isUndo ? t("undo", { name: label }) : label;
  const refusedHere = outcome === "refused" && code === null;
  const result = isWriteOutcome(outcome)
    ? t(refusedHere ? "outcome.refusedHere" : `outcome.${outcome}`, { code: String(code ?? "") })
    : outcome;
  return (
    <span>
      {by === "" ? t("byRenderdeck", { name }) : t("byPerson", { name, by: isolated(by) })}{" "}
      <span className="faint">{result}</span>
    </span>
  );
}

const resultGlyphs = { done: statusGlyphs.done, failed: statusGlyphs.failed, stopped: statusGlyphs.stopped } as const;
const resultTones = { done: "good", failed: "bad", stopped: "halted" } as const;

/** A state in which a run does not end tells nothing about how it ended. */
const resultOf = ({ statusCode }: RecordedAttempt) => {
  const state = countedState(statusCode);
  return state === "done" || state === "failed" || state === "stopped" ? state : null;
};

function Attempts({ life: { attempts, attemptCount } }: { life: Life }) {
  const t = useTranslations("history.life");
  const format = useFormat();
  const { symbol, chargesHidden } = useCurrency();
  const title =
    attempts.length < attemptCount
      ? t("newest", { shown: attempts.length, count: attemptCount })
      : t("attempts", { count: attemptCount });
  return (
    <table className={classes["runs"]}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t("frame")}</th>
          <th scope="col">{t("started")}</th>
          <th scope="col">{t("node")}</th>
          <th scope="col">{t("duration")}</th>
          <th scope="col">{t("result")}</th>
          {!chargesHidden && <th scope="col">{t("cost", { currency: symbol })}</th>}
        </tr>
      </thead>
      <tbody>
        {attempts.toReversed().map((attempt) => {
          const result = resultOf(attempt);
          return (
            <tr key={`${attempt.leafId} ${attempt.frameId} ${attempt.startedMs}`}>
              <th scope="row">{attempt.frameName}</th>
              <td>{format.moment(attempt.startedMs)}</td>
              <td>{attempt.node || EMPTY_CELL}</td>
              <td>{format.duration(attempt.renderSeconds)}</td>
              <td>
                {result === null ? (
                  EMPTY_CELL
                ) : (
                  <span className="tone" data-tone={resultTones[result]}>
                    <span aria-hidden="true">{resultGlyphs[result]} </span>
                    {t(`ended.${result}`)}
                  </span>
                )}
              </td>
              {!chargesHidden && <td>{format.amount(frameCharge(attempt))}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
