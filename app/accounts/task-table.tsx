/** The tasks of all accounts that run or need attention, or that a search finds; each links to its place in its account. */
import { useTranslations } from "use-intl";
import type { AccountSummary, ListedTask } from "../mirror/accounts-summary";
import { taskStatus } from "../protocol/tasks/task-status";
import { accountAddress } from "../state/account";
import { ScrollRegion } from "../ui/controls/scroll-region";
import { EMPTY_CELL, useFormat } from "../ui/format/format";
import { Notice } from "../ui/status/query-state";
import { TaskStatusBadge } from "../ui/status/status-badge";
import { TailName } from "../ui/status/tail-name";
import classes from "./accounts.module.css";

const columns = ["status", "scene", "account", "progress", "cost", "project", "user", "submitted"] as const;
const numbers: ReadonlySet<(typeof columns)[number]> = new Set(["progress", "cost", "submitted"]);

export function TaskTable({
  accounts,
  text,
  nowMs,
}: {
  accounts: readonly AccountSummary[];
  text: string;
  nowMs: number;
}) {
  const t = useTranslations("accounts");
  const isSearch = text.trim() !== "";
  const title = t(isSearch ? "table.found" : "table.tasks");
  if (accounts.every(({ tasks }) => tasks.length === 0))
    return <Notice title={isSearch ? t("noMatch", { text: text.trim() }) : t("none")} role="status" />;
  return (
    <ScrollRegion label={title}>
      <table className={classes["table"]}>
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-number={numbers.has(column) || undefined}>
                {t(`table.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {accounts.flatMap((account) =>
            account.tasks.map((task) => (
              <Row key={`${account.name} ${task.id}`} account={account} task={task} nowMs={nowMs} />
            )),
          )}
        </tbody>
      </table>
      {accounts.map(({ name, title: account, tasks, taskCount }) =>
        taskCount > tasks.length ? (
          <p key={name} className="faint">
            {t("more", { count: taskCount - tasks.length, account })}
          </p>
        ) : null,
      )}
    </ScrollRegion>
  );
}

function Row({ account, task, nowMs }: { account: AccountSummary; task: ListedTask; nowMs: number }) {
  const format = useFormat();
  const { id, name, statusCode, isStuck, counts, charge, unknownCharges, submittedMs } = task;
  const cost =
    charge === null || account.currency === null
      ? EMPTY_CELL
      : format.moneySum({ amount: charge, unknown: unknownCharges }, account.currency);
  return (
    <tr>
      <td>
        <TaskStatusBadge status={taskStatus(statusCode)} stuck={isStuck} failed={counts.failed} />
      </td>
      <th scope="row">
        <a href={`${accountAddress(account.name, "tasks")}?task=${id}`} className={classes["scene"]}>
          <TailName name={name} />
        </a>
      </th>
      <td>
        <bdi>{account.title}</bdi>
      </td>
      <td data-number>
        {format.count(counts.done)} / {format.count(counts.total)}
      </td>
      <td data-number>{cost}</td>
      <td>
        <bdi>{task.project || EMPTY_CELL}</bdi>
      </td>
      <td>
        <bdi>{task.user || EMPTY_CELL}</bdi>
      </td>
      <td data-number title={format.moment(submittedMs)}>
        {format.ago(submittedMs, nowMs)}
      </td>
    </tr>
  );
}
