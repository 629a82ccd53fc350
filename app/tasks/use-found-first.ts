import { useQuery } from "@tanstack/react-query";
import { useCapability } from "../queries/capabilities";
import type { ShownHistory } from "../queries/shown-history";
import { farmFilter, foundFirstQuery } from "../queries/task-filter";
import { dayEnd, dayStart } from "../ui/day-range";
import { usePreferences } from "../ui/preferences";
import type { TaskSearch } from "./task-search";

/** While the history loads, what the search asks for comes first, from farms that can search. */
export function useFoundFirst(history: ShownHistory | undefined, { q, status, from, to }: TaskSearch): void {
  const { has, refusal } = useCapability("taskFilters");
  const { timeZone } = usePreferences();
  const filter = farmFilter({
    text: q,
    status,
    fromMs: from === undefined ? null : dayStart(from, timeZone),
    toMs: to === undefined ? null : dayEnd(to, timeZone),
  });
  const loading = history !== undefined && !history.complete;
  useQuery({ ...foundFirstQuery(filter ?? {}), enabled: has && refusal === null && filter !== null && loading });
}
