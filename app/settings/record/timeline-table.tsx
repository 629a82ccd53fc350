/** The entries of the list. What belongs to one and is seldom needed opens with its action. */
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { AuditEntry } from "../../mirror/recorded-actions";
import { isRole } from "../../protocol/roles";
import { isTaskOperation } from "../../protocol/tasks/task-operations";
import type { TaskRecord } from "../../protocol/tasks/task-record";
import { isWriteOutcome } from "../../protocol/wire/write-result";
import { useHalfMinute } from "../../ui/browser/now";
import { CopyButton } from "../../ui/controls/copy-button";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { useOriginText } from "../../ui/format/task-origin-text";
import classes from "./record.module.css";
import { actionOf } from "./record-actions";
import type { TimelineEntry } from "./timeline";
import { useOperationName } from "./use-operation-name";

/** Targets listed in a row; the others are counted. */
const LISTED = 4;

export function TimelineTable({ entries }: { entries: readonly TimelineEntry[] }) {
  const t = useTranslations("settings.record");
  const format = useFormat();
  const nowMs = useHalfMinute();
  return (
    <table className={classes["table"]} aria-label={t("table")}>
      <thead>
        <tr>
          <th scope="col">{t("when")}</th>
          <th scope="col">{t("who")}</th>
          <th scope="col">{t("act")}</th>
          <th scope="col">{t("on")}</th>
          <th scope="col">{t("result")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={`${entry.kind} ${entry.key}`}>
            <td title={format.ago(entry.atMs, nowMs)}>{format.moment(entry.atMs)}</td>
            {entry.kind === "write" ? <WriteCells write={entry.write} /> : <RecordCells record={entry.record} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function WriteCells({ write }: { write: AuditEntry }) {
  const t = useTranslations("settings.record");
  const roleName = useTranslations("settings.roleNames");
  const nameOf = useOperationName();
  const name = nameOf(write.operation);
  const { by, person, role, targets, details, operation, outcome, code, problem } = write;
  return (
    <>
      <td>
        <bdi>{by || person || t("nobody")}</bdi>
        {isRole(role) && <span className="faint"> {roleName(role)}</span>}
      </td>
      <td>
        <details>
          <summary>{write.isUndo ? t("undo", { name }) : name}</summary>
          <WriteDetails write={write} />
        </details>
      </td>
      <td>
        {operation === "changeRole" ? (
          [details["from"], details["to"]].map((one) => (isRole(one) ? roleName(one) : EMPTY_CELL)).join(" → ")
        ) : (
          <Targets names={targets} areTasks={isTaskOperation(operation)} />
        )}
      </td>
      <td>
        {isWriteOutcome(outcome) ? t(`outcome.${outcome}`) : outcome}{" "}
        <span className="faint">{code !== null && code !== ACCEPTED ? code : problem}</span>
      </td>
    </>
  );
}

const ACCEPTED = 200;
const sources = ["open", "session", "header", "token"] as const;
const isSource = (name: string): name is (typeof sources)[number] => sources.some((source) => source === name);

function WriteDetails({ write: { details, price, person, source, requestId } }: { write: AuditEntry }) {
  const t = useTranslations("settings.record");
  const format = useFormat();
  return (
    <>
      {price !== null && (
        <p>
          {price.low === price.high
            ? t("price", { amount: format.money(price.low, price.currency) })
            : t("prices", {
                low: format.money(price.low, price.currency),
                high: format.money(price.high, price.currency),
              })}
        </p>
      )}
      {source !== null && isSource(source) && (
        <p>
          {t(`identity.${source}`)} <bdi>{person}</bdi>
        </p>
      )}
      {requestId !== null && (
        <p>
          {t("request")} <code>{requestId}</code> <CopyButton text={requestId} what={t("requestName")} />
        </p>
      )}
      <code>{JSON.stringify(details)}</code>
    </>
  );
}

function RecordCells({ record }: { record: TaskRecord }) {
  const t = useTranslations("settings.record");
  const origin = useOriginText();
  const action = actionOf(record);
  // An unknown action is shown as the farm writes it.
  const text = action ? t(`acts.${action}`) : record.button || record.operation || EMPTY_CELL;
  return (
    <>
      <td>
        <bdi>{record.userName || EMPTY_CELL}</bdi>
        {record.source && <span className="faint"> {t(`source.${record.source}`)}</span>}
      </td>
      <td>
        {record.request === null ? (
          text
        ) : (
          <details>
            <summary>{text}</summary>
            <code>{record.request}</code>
            {record.channel !== null && <p>{t("channel", { channel: origin.channel(record.channel) })}</p>}
            {record.ip !== null && (
              <p>
                {t("address")} {record.ip}
              </p>
            )}
          </details>
        )}
        {record.details && (
          <span className="faint">
            {" "}
            <bdi>{record.details}</bdi>
          </span>
        )}
      </td>
      <td>
        <Targets names={record.tasks} areTasks />
      </td>
      <td className="faint">{t("inFarm")}</td>
    </>
  );
}

/** Ids and aliases of tasks as links to Tasks, whose search finds a task by any of its names. */
function Targets({ names, areTasks }: { names: readonly string[]; areTasks: boolean }) {
  const t = useTranslations("settings.record");
  if (names.length === 0) return EMPTY_CELL;
  return (
    <>
      {names.slice(0, LISTED).map((name, index) => (
        <span key={name}>
          {index > 0 && ", "}
          {areTasks ? (
            <Link to="/tasks" search={{ q: name }}>
              {name}
            </Link>
          ) : (
            <bdi>{name}</bdi>
          )}
        </span>
      ))}
      {names.length > LISTED && (
        <span className="faint" title={names.slice(LISTED).join(", ")}>
          {" "}
          {t("more", { count: names.length - LISTED })}
        </span>
      )}
    </>
  );
}
