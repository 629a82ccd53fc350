import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { TaskRef } from "../../protocol/tasks/task-index";
import { taskLifeQuery } from "../../queries/history/recorded-history";
import { useCapability } from "../../queries/http/capabilities";
import { readHistory } from "../../queries/tasks/task-history-query";
import { newestRecordQuery } from "../../queries/tasks/task-stop";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { isStoppedByUser, lastStop, namesOf, stopInActions, stopInRecord } from "./who-stopped";

/** Who stopped the task, and when, where that is known. */
export function StoppedBy({ taskRef }: { taskRef: TaskRef }) {
  return isStoppedByUser(taskRef.node) ? <Asked taskRef={taskRef} /> : null;
}

function Asked({ taskRef: { node, topId } }: { taskRef: TaskRef }) {
  const t = useTranslations("task.panel");
  const format = useFormat();
  const nowMs = useHalfMinute();
  const client = useQueryClient();
  const { has, refusal } = useCapability("taskRecord");
  const hasRecord = has && refusal === null;
  const names = namesOf(node, readHistory(client).nodes.get(topId) ?? node);
  const { id, submittedMs } = node.task;
  const record = useQuery({
    ...newestRecordQuery(id, submittedMs ?? 0, (entries) => stopInRecord(entries, names) !== null),
    enabled: hasRecord,
  });
  const life = useQuery({ ...taskLifeQuery(id), enabled: __LIVE__ });
  if ((hasRecord && record.isPending) || (__LIVE__ && life.isPending)) return null;
  const stop = lastStop(
    life.data ? stopInActions(life.data.actions) : null,
    record.data ? stopInRecord(record.data, names) : null,
  );
  if (!stop) return null;
  const time = format.clock(stop.atMs, nowMs);
  return <p>{stop.user === null ? t("stoppedHere", { time }) : t("stoppedBy", { time, user: stop.user })}</p>;
}
