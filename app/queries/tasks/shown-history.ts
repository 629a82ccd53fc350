/** The task history as a page follows it: what is drawn apart from when it was read, so that an answer without news is none. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newestReading } from "../../mirror/read-times";
import type { TaskHistory } from "../../mirror/task-history";
import type { PollingChoice } from "../http/polling";
import { taskHistoryQuery } from "./tasks";

const drawn = [
  "nodes",
  "total",
  "pageCount",
  "pagesRead",
  "complete",
  "malformed",
] as const satisfies (keyof TaskHistory)[];

/** What of the history is drawn. */
export type ShownHistory = Pick<TaskHistory, (typeof drawn)[number]>;

/** The history, the same value until something of it that is drawn has changed. */
function createShown() {
  let last: ShownHistory | undefined;
  return (history: TaskHistory): ShownHistory => {
    const known = last;
    if (known === undefined || drawn.some((key) => known[key] !== history[key])) last = history;
    return last ?? history;
  };
}

/** Reads the history and keeps it fresh. Renders for news only, not for every answer. */
export function useShownHistory(polling: PollingChoice) {
  const [select] = useState(createShown);
  return useQuery({ ...taskHistoryQuery(polling), select });
}

/** The history and the state of its reading, whoever reads it: renders at every answer, for small components. */
export const useHistoryState = () => useQuery({ ...taskHistoryQuery("off"), enabled: false });

/** When the newest answer came, epoch ms: each step reads what moves, the rest is swept (task-history.ts). */
export const newestAnswer = ({ readTimes }: TaskHistory): number | null => newestReading(readTimes);

const never = () => 0;

/** The moment of the newest answer for whom it matters (`wanted`); else 0, and no answer renders anything. */
export function useDataReadAtMs(wanted: boolean): number {
  const select = wanted ? newestAnswer : never;
  return useQuery({ ...taskHistoryQuery("off"), enabled: false, select }).data ?? 0;
}
