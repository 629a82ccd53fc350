/** The operation record: who did what to which tasks, between two days, newest first. */
import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { TaskRecord } from "../../protocol/tasks/task-record";
import { toFarmMoment } from "../../protocol/wire/farm-time";
import { taskRecordQuery } from "../../queries/tasks/task-record";
import { useHalfMinute } from "../../ui/browser/now";
import { dayEnd, dayStart } from "../../ui/format/day-range";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { usePageStatus } from "../../ui/status/page-status";
import { usePreferences } from "../../ui/storage/preferences";
import { Loaded } from "../loaded";
import classes from "./record.module.css";
import { actionOf } from "./record-actions";

const route = getRouteApi("/settings");

/** Tasks listed in a row; the others are counted. */
const LISTED_TASKS = 4;

export function RecordSection() {
  const t = useTranslations("settings.record");
  const { page = 1, from, to } = route.useSearch();
  const navigate = route.useNavigate();
  const { timeZone } = usePreferences();
  const start = from === undefined ? null : dayStart(from, timeZone);
  const end = to === undefined ? null : dayEnd(to, timeZone);
  const query = useQuery(
    taskRecordQuery({
      pageNum: page,
      ...(start === null ? {} : { startDate: toFarmMoment(start) }),
      ...(end === null ? {} : { endDate: toFarmMoment(end) }),
    }),
  );
  usePageStatus(query, query.data ? query.dataUpdatedAt : null);
  const go = (next: { page?: number | undefined; from?: string | undefined; to?: string | undefined }) =>
    void navigate({ search: (current) => ({ ...current, page: undefined, ...next }), replace: true });
  const day = (name: "from" | "to", value: string | undefined) => (
    <label>
      {t(name)}
      <input
        type="date"
        value={value ?? ""}
        onChange={(event) => go({ [name]: event.currentTarget.value || undefined })}
      />
    </label>
  );
  return (
    <>
      <div className={classes["filter"]}>
        {day("from", from)}
        {day("to", to)}
        {(from ?? to) !== undefined && (
          <Button variant="subtle" onClick={() => go({ from: undefined, to: undefined })}>
            {t("anyDay")}
          </Button>
        )}
      </div>
      <Loaded query={query} section="record">
        {({ rows, malformed, pageCount, total }) => (
          <>
            {total === 0 && malformed === 0 && <p>{t("none")}</p>}
            {rows.length > 0 && <RecordTable rows={rows} />}
            {malformed > 0 && <p className="faint">{t("malformed", { count: malformed })}</p>}
            <Group mt="sm" gap="sm">
              {Math.max(page, pageCount) > 1 && (
                <>
                  <Button variant="default" disabled={page <= 1} onClick={() => go({ page: page - 1 })}>
                    {t("newer")}
                  </Button>
                  <Button variant="default" disabled={page >= pageCount} onClick={() => go({ page: page + 1 })}>
                    {t("older")}
                  </Button>
                </>
              )}
              <span className="faint" aria-live="polite">
                {t("page", { page, pages: Math.max(page, pageCount), total })}
              </span>
            </Group>
          </>
        )}
      </Loaded>
    </>
  );
}

/** Entries have no id: the key is their time, user and request, with a counter for equal ones. */
function withKeys(rows: readonly TaskRecord[]): (readonly [string, TaskRecord])[] {
  const counts = new Map<string, number>();
  return rows.map((row) => {
    const content = `${row.atMs} ${row.userId} ${row.operation} ${row.request}`;
    const count = (counts.get(content) ?? 0) + 1;
    counts.set(content, count);
    return [`${content} ${count}`, row];
  });
}

function RecordTable({ rows }: { rows: readonly TaskRecord[] }) {
  const t = useTranslations("settings.record");
  const format = useFormat();
  const actionText = (record: TaskRecord) => {
    const action = actionOf(record);
    // An unknown action is shown as the farm writes it.
    return action ? t(`acts.${action}`) : record.button || record.operation || EMPTY_CELL;
  };
  const nowMs = useHalfMinute();
  return (
    <table className={classes["table"]} aria-label={t("table")}>
      <thead>
        <tr>
          <th scope="col">{t("when")}</th>
          <th scope="col">{t("who")}</th>
          <th scope="col">{t("act")}</th>
          <th scope="col">{t("tasks")}</th>
          <th scope="col">{t("address")}</th>
        </tr>
      </thead>
      <tbody>
        {withKeys(rows).map(([key, row]) => (
          <tr key={key}>
            <td title={format.ago(row.atMs, nowMs)}>{format.moment(row.atMs)}</td>
            <td>
              <bdi>{row.userName || EMPTY_CELL}</bdi>
              {row.source && <span className="faint"> {t(`source.${row.source}`)}</span>}
            </td>
            <td>
              {row.request === null ? (
                actionText(row)
              ) : (
                <details>
                  <summary>{actionText(row)}</summary>
                  <code>{row.request}</code>
                </details>
              )}
              {row.details && (
                <span className="faint">
                  {" "}
                  <bdi>{row.details}</bdi>
                </span>
              )}
            </td>
            <td>
              <TaskLinks tasks={row.tasks} />
            </td>
            <td>{row.ip ?? EMPTY_CELL}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Aliases as links to Tasks, whose search finds a task by any of its names. */
function TaskLinks({ tasks }: { tasks: readonly string[] }) {
  const t = useTranslations("settings.record");
  if (tasks.length === 0) return EMPTY_CELL;
  return (
    <>
      {tasks.slice(0, LISTED_TASKS).map((name, index) => (
        <span key={name}>
          {index > 0 && ", "}
          <Link to="/tasks" search={{ q: name }}>
            {name}
          </Link>
        </span>
      ))}
      {tasks.length > LISTED_TASKS && (
        <span className="faint" title={tasks.slice(LISTED_TASKS).join(", ")}>
          {" "}
          {t("more", { count: tasks.length - LISTED_TASKS })}
        </span>
      )}
    </>
  );
}
