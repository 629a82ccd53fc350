import { useInfiniteQuery } from "@tanstack/react-query";
import { toFarmMoment } from "../../protocol/wire/farm-time";
import { auditQuery } from "../../queries/history/audit";
import { useCapability } from "../../queries/http/capabilities";
import { taskRecordQuery } from "../../queries/tasks/task-record";
import { dayEnd, dayStart } from "../../ui/format/day-range";
import { usePreferences } from "../../ui/storage/preferences";
import type { SettingsSearch } from "../settings-search";
import { readRecordFilter } from "./record-filter";
import { timelineOf } from "./timeline";

/** Both sources, as far as there are any and the filter applies to them. */
export function useTimeline(search: SettingsSearch) {
  const { timeZone } = usePreferences();
  const { has, refusal } = useCapability("taskRecord");
  const { from, to } = search;
  const { origin, ...only } = readRecordFilter(search);
  const fromMs = from === undefined ? null : dayStart(from, timeZone);
  const toMs = to === undefined ? null : dayEnd(to, timeZone);
  const hasRecord = has && refusal === null;
  const showsAudit = !__DEMO__ && origin !== "farm";
  // The farm's record knows days only.
  const showsRecord = hasRecord && origin !== "renderdeck" && Object.values(only).every((value) => value === undefined);

  const filter = {
    ...(fromMs === null ? {} : { fromMs }),
    // The last second of the day is part of it.
    ...(toMs === null ? {} : { toMs: toMs + 1000 }),
    ...only,
  };
  const audit = useInfiniteQuery({ ...auditQuery(filter), enabled: showsAudit });
  const record = useInfiniteQuery({
    ...taskRecordQuery({
      ...(fromMs === null ? {} : { startDate: toFarmMoment(fromMs) }),
      ...(toMs === null ? {} : { endDate: toFarmMoment(toMs) }),
    }),
    enabled: showsRecord,
  });
  const auditPages = showsAudit ? (audit.data?.pages ?? []) : [];
  const recordPages = showsRecord ? (record.data?.pages ?? []) : [];
  const { entries, next } = timelineOf(
    {
      entries: auditPages.flatMap(({ actions }) => actions),
      hasMore: auditPages.length > 0 && audit.hasNextPage,
    },
    { entries: recordPages.flatMap(({ rows }) => rows), hasMore: recordPages.length > 0 && record.hasNextPage },
  );
  const sources = [...(showsAudit ? [audit] : []), ...(showsRecord ? [record] : [])];
  return {
    entries,
    filter,
    hasRecord,
    showsAudit,
    showsRecord,
    isPending: sources.every(({ isPending }) => isPending),
    failures: sources.flatMap((query) => (query.error ? [{ error: query.error, retry: query.refetch }] : [])),
    malformed: recordPages.reduce((sum, { malformed }) => sum + malformed, 0),
    recordingSinceMs: auditPages[0]?.recordingSinceMs ?? null,
    isLimited: auditPages[0]?.isLimited ?? true,
    /** The query whose age the status line shows. */
    main: showsAudit ? audit : record,
    older: next === null ? null : (next === "write" ? audit : record).fetchNextPage,
    isLoadingOlder: audit.isFetchingNextPage || record.isFetchingNextPage,
  };
}
