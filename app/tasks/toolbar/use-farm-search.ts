import { useQuery } from "@tanstack/react-query";
import { useCapability } from "../../queries/http/capabilities";
import { farmFilter, farmSearchQuery } from "../../queries/tasks/farm-search";
import type { RenderedHistory } from "../../queries/tasks/use-task-history";
import { useHalfMinute } from "../../ui/browser/now";
import { dayEnd, dayStart, resolveDay } from "../../ui/format/day-range";
import { useFormat } from "../../ui/format/format";
import { usePreferences } from "../../ui/storage/preferences";
import type { TaskSearch } from "../view/task-search";

/** While the history loads, requests the tasks that match the search first, where the farm has a search. */
export function useFarmSearch(history: RenderedHistory | undefined, { q, status, from, to }: TaskSearch): void {
  const { has, refusal } = useCapability("taskFilters");
  const { timeZone } = usePreferences();
  const { dayKey } = useFormat();
  const firstDay = resolveDay(from, useHalfMinute(dayKey));
  const filter = farmFilter({
    text: q,
    status,
    fromMs: firstDay === undefined ? null : dayStart(firstDay, timeZone),
    toMs: to === undefined ? null : dayEnd(to, timeZone),
  });
  const isLoading = history !== undefined && !history.isComplete;
  useQuery({ ...farmSearchQuery(filter ?? {}), enabled: has && refusal === null && filter !== null && isLoading });
}
