import { useQuery } from "@tanstack/react-query";
import { useCapability } from "../../queries/http/capabilities";
import { farmFilter, farmSearchQuery } from "../../queries/tasks/farm-search";
import type { RenderedHistory } from "../../queries/tasks/use-task-history";
import { dayEnd, dayStart } from "../../ui/format/day-range";
import { usePreferences } from "../../ui/storage/preferences";
import type { TaskSearch } from "../view/task-search";
import { useResolvedDates } from "../view/use-resolved-dates";

/** While the history loads, requests the tasks that match the search first, where the farm has a search. */
export function useFarmSearch(history: RenderedHistory | undefined, search: TaskSearch): void {
  const { has, refusal } = useCapability("taskFilters");
  const { timeZone } = usePreferences();
  const { q, status } = search;
  const { from, to } = useResolvedDates(search);
  const filter = farmFilter({
    text: q,
    status,
    fromMs: from === undefined ? null : dayStart(from, timeZone),
    toMs: to === undefined ? null : dayEnd(to, timeZone),
  });
  const isLoading = history !== undefined && !history.isComplete;
  useQuery({ ...farmSearchQuery(filter ?? {}), enabled: has && refusal === null && filter !== null && isLoading });
}
