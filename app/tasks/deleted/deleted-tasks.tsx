/** "Deleted tasks": the list of the farm, read only. */
import { Button, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { chargeSum } from "../../protocol/charges";
import { matchesText } from "../../protocol/tasks/task-search-text";
import { taskStatus } from "../../protocol/tasks/task-status";
import { buildTaskTree, type TaskNode } from "../../protocol/tasks/task-tree";
import { failureOf } from "../../protocol/wire/call-error";
import { useCurrency } from "../../queries/account/currency";
import { deletedTasksQuery } from "../../queries/tasks/deleted-tasks";
import { useHalfMinute } from "../../ui/browser/now";
import { Dialog } from "../../ui/dialog/dialog";
import { Amount } from "../../ui/format/amount";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { LoadFailed } from "../../ui/status/query-state";
import { TaskStatusBadge } from "../../ui/status/status-badge";
import { TailName } from "../../ui/status/tail-name";
import classes from "../list-dialog.module.css";

export function DeletedTasks({ onClose }: { onClose: () => void }) {
  const t = useTranslations("current.deleted");
  const [text, setText] = useState("");
  const query = useInfiniteQuery(deletedTasksQuery);
  const { data, error } = query;
  const pages = data?.pages ?? [];
  const nodes = pages.flatMap(({ rows }) => rows.map((task) => buildTaskTree(task)));
  const malformed = pages.reduce((sum, page) => sum + page.malformed, 0);
  const matching = nodes.filter(matchesText(text));
  return (
    <Dialog onClose={onClose} title={t("title")} size="xl">
      <p className={`faint ${classes["help"]}`}>{t("help")}</p>
      {!data && !error && (
        <p className="faint" role="status">
          {t("loading")}
        </p>
      )}
      {error && <LoadFailed failure={failureOf(error)} asked={t("title")} onRetry={() => void query.refetch()} />}
      {data && nodes.length + malformed === 0 && <p>{t("none")}</p>}
      {nodes.length > 0 && (
        <>
          <div className={classes["tools"]}>
            <TextInput
              type="search"
              aria-label={t("search")}
              placeholder={t("search")}
              w={300}
              value={text}
              data-autofocus
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <span className="faint">{t("loaded", { loaded: nodes.length, total: pages.at(-1)?.total ?? 0 })}</span>
          </div>
          {matching.length === 0 ? <p>{t("noMatch", { text: text.trim() })}</p> : <DeletedTable nodes={matching} />}
        </>
      )}
      {malformed > 0 && <p className="faint">{t("malformed", { count: malformed })}</p>}
      {query.hasNextPage && (
        <Button variant="default" mt="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </Dialog>
  );
}

function DeletedTable({ nodes }: { nodes: readonly TaskNode[] }) {
  const t = useTranslations("current.deleted");
  const format = useFormat();
  const nowMs = useHalfMinute();
  const account = useCurrency();
  return (
    <table className={classes["table"]} aria-label={t("table")}>
      <thead>
        <tr>
          <th scope="col">{t("scene")}</th>
          <th scope="col">{t("status")}</th>
          <th scope="col" data-number data-minor>
            {t("frames")}
          </th>
          <th scope="col" data-number data-minor>
            {t("cost")}
          </th>
          <th scope="col" data-minor>
            {t("project")}
          </th>
          <th scope="col" data-minor>
            {t("user")}
          </th>
          <th scope="col" data-number>
            {t("submitted")}
          </th>
        </tr>
      </thead>
      <tbody>
        {nodes.map(({ task, rollUp }) => (
          <tr key={task.id}>
            <th scope="row">
              <TailName name={task.sceneName} /> <span className="faint">{task.alias}</span>
            </th>
            <td>
              <TaskStatusBadge status={taskStatus(rollUp.statusCode)} failed={rollUp.counts.failed} />
            </td>
            <td data-number data-minor>
              {format.count(rollUp.counts.done)} / {format.count(rollUp.counts.total)}
            </td>
            <td data-number data-minor>
              <Amount value={chargeSum(rollUp)} account={account} />
            </td>
            <td data-minor>
              <bdi>{task.projectName || EMPTY_CELL}</bdi>
            </td>
            <td data-minor>
              <bdi>{task.userName || EMPTY_CELL}</bdi>
            </td>
            <td data-number>
              <span title={format.moment(task.submittedMs)}>{format.ago(task.submittedMs, nowMs)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
