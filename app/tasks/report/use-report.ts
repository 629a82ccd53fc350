/** Everything that a report says, from the history and the URL. */

import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { BASIS_LEAVES } from "../../protocol/frames/charge-basis";
import { indexTasks } from "../../protocol/tasks/task-index";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { useChargeBases } from "../../queries/frames/charge-basis";
import { useTaskHistory } from "../../queries/tasks/use-task-history";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { usePassName } from "../../ui/format/pass-name";
import { usePreferences } from "../../ui/storage/preferences";
import { useFailedSince } from "../failed/use-failed-since";
import { useClaimTest } from "../team/use-claim-test";
import { filterNodes, toFilter } from "../view/task-view";
import { useDataReadAt } from "../view/use-data-read-at";
import { useNeedsNow } from "../view/use-needs";
import { useResolvedDates } from "../view/use-resolved-dates";
import { exceptionsOf } from "./exceptions";
import { reportGroups } from "./report-groups";
import { isInPeriod, spanOf } from "./report-period";
import { type ReportSearch, readReportSearch } from "./report-search";
import { reportSummary, unfinishedLeaves } from "./report-summary";

const route = getRouteApi("/tasks/report");

/** Rows of the table of groups: with the exceptions a typical report is one page. */
const MAX_GROUPS = 12;

export function useReportSearch(): ReportSearch {
  const raw = route.useSearch();
  return useMemo(() => readReportSearch(raw), [raw]);
}

export function useReport(search: ReportSearch) {
  const { polling, timeZone } = usePreferences();
  const { dayKey } = useFormat();
  const query = useTaskHistory(polling);
  const today = useHalfMinute(dayKey);
  const dataReadAtMs = useDataReadAt();
  const passName = usePassName();
  const { chargesHidden } = useCurrency();
  const { filters, period, by, only } = search;
  const span = useMemo(() => spanOf(period, today, timeZone), [period, today, timeZone]);
  const history = query.data;
  const dates = useResolvedDates(filters);
  const needsMoment = useNeedsNow();
  const { ids } = useFailedSince(filters.failed);
  const failedIds = filters.failed === undefined ? undefined : ids;
  const claimed = useClaimTest(filters.claim);

  const nodes = useMemo((): readonly TaskNode[] => {
    if (!history) return [];
    if (only !== undefined) return [indexTasks(history.nodes).get(only)?.node].filter((node) => node !== undefined);
    const filter = toFilter({ ...filters, ...dates, failedIds, claimed }, filters.q, dayKey, needsMoment);
    return filterNodes([...history.nodes.values()], filter).nodes.filter((node) => isInPeriod(node, span));
  }, [history, only, filters, dates, failedIds, claimed, dayKey, needsMoment, span]);

  const leaves = useMemo(() => nodes.flatMap(unfinishedLeaves), [nodes]);
  const { basisOf } = useChargeBases(chargesHidden ? [] : leaves.slice(0, BASIS_LEAVES).map(({ task }) => task.id));
  const summary = useMemo(() => reportSummary(nodes, dataReadAtMs, basisOf), [nodes, dataReadAtMs, basisOf]);
  const exceptions = useMemo(() => exceptionsOf(nodes), [nodes]);
  const groups = useMemo(
    () =>
      reportGroups(nodes, by, {
        nowMs: dataReadAtMs,
        maxListed: MAX_GROUPS,
        layerName: ({ task }) => (task.parentId === null ? (task.layerName ?? "") : passName(task)),
      }),
    [nodes, by, dataReadAtMs, passName],
  );
  return { query, nodes, summary, exceptions, groups, span, today, dataReadAtMs };
}

export type Report = ReturnType<typeof useReport>;
