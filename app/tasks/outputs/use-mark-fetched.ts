import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { MAX_FETCHED_TASKS } from "../../protocol/team/fetched";
import { useTeamWrite } from "../team/use-team-write";

/** Marks the files of top-level tasks as fetched, or takes the marks away; the toast takes it back. */
export function useMarkFetched(): {
  readonly mark: (taskIds: readonly number[], isFetched: boolean) => Promise<boolean>;
  readonly dialog: ReactNode;
} {
  const t = useTranslations("task.outputs");
  const { write, dialog } = useTeamWrite();
  const mark = (taskIds: readonly number[], isFetched: boolean) => {
    const tasks = taskIds.slice(0, MAX_FETCHED_TASKS);
    return write({
      path: isFetched ? "fetched" : "unfetched",
      body: { tasks },
      asked: t(isFetched ? "mark" : "unmark"),
      done: t(isFetched ? "marked" : "unmarked", { count: tasks.length }),
      undo: "fetched/undo",
    });
  };
  return { mark, dialog };
}
