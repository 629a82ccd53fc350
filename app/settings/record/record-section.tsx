/** Who did what: the audit of our server and the farm's operation record in one list by time, newest first. */
import { Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { useFormat } from "../../ui/format/format";
import { usePageStatus } from "../../ui/status/page-status";
import { ReadFailure } from "../../ui/status/read-failure";
import { useSettingsSearch } from "../use-settings-search";
import { RecordFilters } from "./record-filters";
import { TimelineTable } from "./timeline-table";
import { useTimeline } from "./use-timeline";

export function RecordSection() {
  const t = useTranslations("settings.record");
  const settings = useTranslations("settings");
  const format = useFormat();
  const timeline = useTimeline(useSettingsSearch());
  const { entries, failures, isPending, older, main, malformed, recordingSinceMs } = timeline;
  usePageStatus(main, main.data ? main.dataUpdatedAt : null);
  return (
    <>
      <RecordFilters timeline={timeline} />
      {failures.map(({ error, retry }) => (
        <p key={failureOf(error).kind + String(error)} className="tone" data-tone="halted" role="status">
          <ReadFailure failure={failureOf(error)} asked={settings("section.record")} />
          <Button variant="default" onClick={() => void retry()}>
            {settings("retry")}
          </Button>
        </p>
      ))}
      {isPending && (
        <p className="faint" role="status">
          {settings("loading")}
        </p>
      )}
      {timeline.showsAudit && timeline.isLimited && main.data && <p className="faint">{t("limited")}</p>}
      {entries.length > 0 && <TimelineTable entries={entries} />}
      {!isPending && failures.length === 0 && entries.length === 0 && (
        <p>{recordingSinceMs === null ? t("none") : t("noneSince", { when: format.moment(recordingSinceMs) })}</p>
      )}
      {malformed > 0 && <p className="faint">{t("malformed", { count: malformed })}</p>}
      <Group mt="sm" gap="sm">
        {older !== null && (
          <Button variant="default" loading={timeline.isLoadingOlder} onClick={() => void older()}>
            {t("older")}
          </Button>
        )}
        <span className="faint" aria-live="polite">
          {entries.length > 0 && t("shown", { count: entries.length })}
        </span>
      </Group>
    </>
  );
}
