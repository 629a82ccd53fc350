import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { useHalfMinute } from "../../ui/browser/now";
import { atLeast, EMPTY_CELL, useFormat } from "../../ui/format/format";
import { BreakableName } from "../../ui/status/breakable-name";
import { TaskStatusBadge } from "../../ui/status/status-badge";
import { visibleName } from "../../ui/status/tail-name";
import { useDataReadAt } from "../view/use-data-read-at";
import { useTaskSearch } from "../view/use-task-search";
import classes from "./compare.module.css";
import {
  type Cell,
  type ComparedRow,
  compareFacts,
  compareTasks,
  groups,
  hasOwnLabel,
  type Kind,
  type Side,
} from "./comparison";

/** The rows of two tasks in groups; what differs comes first in each, marked, with the change. */
export function CompareTable({ from, to, onlyDifferent }: { from: Side; to: Side; onlyDifferent: boolean }) {
  const t = useTranslations("task.compare");
  const { chargesHidden } = useCurrency();
  const parts = groups
    .filter((group) => group !== "cost" || !chargesHidden)
    .map((group) => {
      const rows = compareTasks(from, to, group).filter(({ isDifferent }) => isDifferent || !onlyDifferent);
      return { group, rows };
    })
    .filter(({ rows }) => rows.length > 0);
  return (
    <table className={classes["table"]}>
      <caption className="visually-hidden">{t("title")}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t("what")}</span>
          </th>
          {[from, to].map(({ node }) => (
            <TaskHeading key={node.task.id} node={node} />
          ))}
        </tr>
      </thead>
      {parts.map(({ group, rows }) => (
        <tbody key={group}>
          <GroupHeading>{t(`group.${group}`)}</GroupHeading>
          {rows.map((row) => (
            <Row key={row.name} row={row} />
          ))}
        </tbody>
      ))}
      <Facts from={from.node} to={to.node} />
    </table>
  );
}

function TaskHeading({ node: { task } }: { node: TaskNode }) {
  const t = useTranslations("task.compare");
  const format = useFormat();
  const nowMs = useHalfMinute();
  const readMs = useDataReadAt(task);
  const search = useTaskSearch();
  return (
    <th scope="col">
      <Link to="/tasks" search={{ ...search, compare: [], task: task.id }}>
        <bdi>
          <BreakableName name={visibleName(task.sceneName)} />
        </bdi>
      </Link>
      <span className="faint">
        {[task.layerName, task.alias || task.id].filter(Boolean).join(" · ")} ·{" "}
        {t("read", { ago: format.ago(readMs, nowMs) })}
      </span>
    </th>
  );
}

function GroupHeading({ children }: { children: string }) {
  return (
    <tr>
      <th scope="rowgroup" colSpan={3} className={classes["group"]}>
        {children}
      </th>
    </tr>
  );
}

function Row({ row: { name, kind, from, to, isDifferent, change } }: { row: ComparedRow }) {
  const t = useTranslations("task");
  const format = useFormat();
  const sign = change !== null && change < 0 ? "−" : "+";
  return (
    <tr data-different={isDifferent || undefined}>
      <th scope="row">
        {hasOwnLabel(name) ? t(`compare.row.${name}`) : t(`field.${name}.label`)}
        {isDifferent && (
          <>
            <span aria-hidden="true"> ≠</span>
            <span className="visually-hidden"> {t("compare.different")}</span>
          </>
        )}
      </th>
      <td>
        <CellValue kind={kind} cell={from} />
      </td>
      <td>
        <CellValue kind={kind} cell={to} />{" "}
        {change !== null && (
          <span className="faint">
            {sign}
            {format.percent(Math.abs(change), 1)}
          </span>
        )}
      </td>
    </tr>
  );
}

function CellValue({ kind, cell: { value, isLowerBound } }: { kind: Kind; cell: Cell }) {
  const t = useTranslations("task.compare");
  const format = useFormat();
  const { currency } = useCurrency();
  if (kind === "status") return <TaskStatusBadge status={taskStatus(typeof value === "number" ? value : null)} />;
  if (value === null) return kind === "moment" ? EMPTY_CELL : <span className="faint">{t("unknown")}</span>;
  if (typeof value === "string") return <bdi>{value || EMPTY_CELL}</bdi>;
  const texts: Readonly<Record<Exclude<Kind, "text" | "status">, () => string>> = {
    count: () => format.count(value),
    money: () => format.money(value, currency),
    duration: () => format.duration(value),
    moment: () => format.moment(value),
    gigabytes: () => `${format.count(value)} GB`,
  };
  return kind === "text" ? String(value) : atLeast(texts[kind](), isLowerBound ? 1 : 0);
}

/** The facts of the scenes that differ; the others are counted. */
function Facts({ from, to }: { from: TaskNode; to: TaskNode }) {
  const t = useTranslations("task.compare");
  const { differences, same } = compareFacts(from, to);
  if (differences.length + same === 0) return null;
  return (
    <tbody>
      <GroupHeading>{t("facts", { same, different: differences.length })}</GroupHeading>
      {differences.map((fact) => (
        <tr key={fact.key} data-different>
          <th scope="row">
            <bdi>{fact.key}</bdi>
          </th>
          <td>
            <bdi>{fact.from || EMPTY_CELL}</bdi>
          </td>
          <td>
            <bdi>{fact.to || EMPTY_CELL}</bdi>
          </td>
        </tr>
      ))}
    </tbody>
  );
}
