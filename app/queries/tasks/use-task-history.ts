/** Subscriptions to the task history. Read times change on every poll and are subscribed to separately, so a poll without changes renders nothing. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newestReadMs } from "../../mirror/read-times";
import type { TaskHistory } from "../../mirror/task-history";
import type { PollingChoice } from "../http/polling";
import { taskHistoryQuery } from "./task-history-query";

const renderedKeys = [
  "nodes",
  "total",
  "pageCount",
  "pagesRead",
  "isComplete",
  "failedPages",
  "malformed",
] as const satisfies (keyof TaskHistory)[];

/** The members of the history that a page renders. */
export type RenderedHistory = Pick<TaskHistory, (typeof renderedKeys)[number]>;

/** A selector that returns the same value until a rendered member changes. */
function createRenderedSelector() {
  let last: RenderedHistory | undefined;
  return (history: TaskHistory): RenderedHistory => {
    const previous = last;
    if (previous !== undefined && renderedKeys.every((key) => previous[key] === history[key])) return previous;
    last = history;
    return history;
  };
}

/** Polls the history. Renders only when a rendered member changes. */
export function useTaskHistory(polling: PollingChoice) {
  const [select] = useState(createRenderedSelector);
  return useQuery({ ...taskHistoryQuery(polling), select });
}

/** The history and the state of its query, without polling it. Renders at every response: for small components only. */
export const useHistoryQueryState = () => useQuery({ ...taskHistoryQuery("off"), enabled: false });

/** When the newest data of the history was read, epoch ms; null before the first response. */
export const dataReadAtMsOf = ({ readTimes }: TaskHistory): number | null => newestReadMs(readTimes);

const never = () => 0;

/** When the newest data was read, epoch ms. With `enabled` false it is 0, and no response renders anything. */
export function useDataReadAtMs(enabled: boolean): number {
  const select = enabled ? dataReadAtMsOf : never;
  return useQuery({ ...taskHistoryQuery("off"), enabled: false, select }).data ?? 0;
}
