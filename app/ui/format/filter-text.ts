/** The filters of a list of tasks in words: "Failed / Timed out · Dragon · since 20:00". */
import { useTranslations } from "use-intl";
import { outputStates } from "../../protocol/tasks/output-days";
import { taskStatuses } from "../../protocol/tasks/task-status";
import type { TaskGroup } from "../../protocol/tasks/task-status-order";
import { useHalfMinute } from "../browser/now";
import { useDateNames } from "./date-names";
import { useFormat } from "./format";

/** The search parameters of a list that filter. */
export type ListFilters = {
  readonly q: string;
  readonly group?: TaskGroup | undefined;
  readonly status: readonly string[];
  readonly project: readonly string[];
  readonly software: readonly string[];
  readonly user: readonly string[];
  readonly outputs: readonly string[];
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** ISO 8601, or a range such as "last-night". */
  readonly ended?: string | undefined;
  /** Frames failed since then, as `ended`. */
  readonly failed?: string | undefined;
};

/** Values of one filter that are written out; the others are counted. */
const WRITTEN = 2;

/** "-" stands for tasks without a project. */
const NO_PROJECT = "-";

/** Joins the values of one filter: "Failed / Timed out", "Failed + 3". */
export function joinValues(values: readonly string[], count: (rest: number) => string): string {
  return values.length <= WRITTEN ? values.join(" / ") : `${values.slice(0, 1).join("")} + ${count(values.length - 1)}`;
}

/** Returns "" for a list without filters. */
export function useFilterText(): (filters: ListFilters) => string {
  const t = useTranslations("task");
  const walk = useTranslations("walk");
  const format = useFormat();
  const names = useDateNames();
  const nowMs = useHalfMinute();
  const labelOf = (key: string): string => {
    if (key === "stuck" || key === "overdue") return t(`status.${key}`);
    const name = taskStatuses.find((status) => status.name === key)?.name;
    return name === undefined || name === "unknown" ? t("status.unknownGroup") : t(`status.${name}`);
  };
  const outputsLabel = (key: string): string => {
    const state = outputStates.find((name) => name === key);
    return state === undefined ? key : t(`outputs.state.${state}`);
  };
  const join = (values: readonly string[]) => joinValues(values, format.count);
  return ({ q, group, status, project, software, user, outputs, from, to, ended, failed }) =>
    [
      q.trim() === "" ? "" : walk("text", { text: q.trim() }),
      group === undefined ? "" : t(`group.${group}`),
      join(status.map(labelOf)),
      join(project.map((name) => (name === NO_PROJECT ? t("filter.noProject") : name))),
      join(software),
      join(user),
      join(outputs.map(outputsLabel)),
      names.submitted(from, to, nowMs),
      ended === undefined ? "" : names.ended(ended, nowMs),
      failed === undefined ? "" : t("failed.title", { since: names.ended(failed, nowMs) }),
    ]
      .filter((part) => part !== "")
      .join(" · ");
}
