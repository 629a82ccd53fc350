/** The filters of a list of tasks in words: "Failed / Timed out · Dragon · since 20:00". */
import { useTranslations } from "use-intl";
import { taskStatuses } from "../../protocol/tasks/task-status";
import { useHalfMinute } from "../browser/now";
import { useFormat } from "./format";

/** The search parameters of a list that filter. */
export type ListFilters = {
  readonly q: string;
  readonly status: readonly string[];
  readonly project: readonly string[];
  readonly software: readonly string[];
  readonly user: readonly string[];
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** ISO 8601. */
  readonly ended?: string | undefined;
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
  const nowMs = useHalfMinute();
  const labelOf = (key: string): string => {
    if (key === "stuck" || key === "overdue") return t(`status.${key}`);
    const name = taskStatuses.find((status) => status.name === key)?.name;
    return name === undefined || name === "unknown" ? t("status.unknownGroup") : t(`status.${name}`);
  };
  const join = (values: readonly string[]) => joinValues(values, format.count);
  return ({ q, status, project, software, user, from, to, ended }) =>
    [
      q.trim() === "" ? "" : walk("text", { text: q.trim() }),
      join(status.map(labelOf)),
      join(project.map((name) => (name === NO_PROJECT ? t("filter.noProject") : name))),
      join(software),
      join(user),
      submittedText(from, to),
      ended === undefined ? "" : walk("since", { time: format.clock(Date.parse(ended), nowMs) }),
    ]
      .filter((part) => part !== "")
      .join(" · ");

  function submittedText(first: string | undefined, last: string | undefined): string {
    const days = /^(\d+)d$/.exec(first ?? "")?.[1];
    if (days !== undefined && last === undefined) return t("filter.lastDays", { count: Number(days) });
    return first === undefined && last === undefined ? "" : `${first ?? "…"} – ${last ?? "…"}`;
  }
}
