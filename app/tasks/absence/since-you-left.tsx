/** One line after an absence: how many tasks finished, failed and stopped, each a link to those tasks, and what was spent. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { TaskHistory } from "../../mirror/task-history";
import { useCurrency } from "../../queries/account/currency";
import { absenceQuery } from "../../queries/history/recorded-since";
import { dataReadAtMsOf } from "../../queries/tasks/use-task-history";
import { toServerMs } from "../../state/server-clock";
import { useFormat } from "../../ui/format/format";
import { STALE_AFTER_MS } from "../../ui/status/stale";
import type { Absence } from "./presence";
import { sinceGroupNames, sinceGroups, sinceSummary } from "./since-summary";
import classes from "./since-you-left.module.css";
import { useAbsence } from "./visit-record";

/** Recording that begins this much after the user left is mentioned, ms. */
const LATE_MS = 150_000;

/** What the list of tasks does not tell, in the order of the summary. */
const furtherTypes = ["stuck", "restarted", "deleted"] as const;

export function SinceYouLeft({ history }: { history: TaskHistory | undefined }) {
  const readMs = (history && dataReadAtMsOf(history)) ?? 0;
  const [absence, forget] = useAbsence(readMs);
  // Before the first poll after an absence, the history of an open tab is as old as the beginning of the absence.
  if (!absence || !history?.isComplete || absence.endedMs - readMs > STALE_AFTER_MS) return null;
  return <Summary history={history} absence={absence} onDismiss={forget} />;
}

function Summary(props: { history: TaskHistory; absence: Absence; onDismiss: () => void }) {
  const { history, absence, onDismiss } = props;
  const t = useTranslations("task.since");
  const format = useFormat();
  // To the minute, as on the URL: the count and the list behind its link are the same tasks.
  const leftMs = toServerMs(absence.leftMs);
  const ended = `${new Date(leftMs).toISOString().slice(0, 16)}Z`;
  const counts = useMemo(() => sinceSummary(history.nodes.values(), Date.parse(ended)), [history.nodes, ended]);
  const title = t("title", { ago: format.ago(absence.leftMs, absence.endedMs) });
  return (
    <section className={classes["line"]} aria-label={title}>
      <strong title={format.moment(leftMs)}>{title}</strong>
      {counts.size === 0 && <span>{t("nothing")}</span>}
      {sinceGroupNames.map((group) => {
        const count = counts.get(group);
        if (!count) return null;
        return (
          <Link key={group} to="/tasks" search={{ ended, status: [...sinceGroups[group]] }}>
            {t(group, { count })}
          </Link>
        );
      })}
      {__LIVE__ && <Recorded leftMs={leftMs} readMs={dataReadAtMsOf(history) ?? 0} />}
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("dismiss")} onClick={onDismiss}>
        <IconX size={14} aria-hidden="true" />
      </ActionIcon>
    </section>
  );
}

/** What the server has recorded since the user left. `readMs`: when the tasks beside it were read. */
function Recorded({ leftMs, readMs }: { leftMs: number; readMs: number }) {
  const t = useTranslations("task.since");
  const format = useFormat();
  const { currency, chargesHidden } = useCurrency();
  const { data, isError } = useQuery(absenceQuery(leftMs, readMs));
  if (isError) return <span className="faint">{t("notRead")}</span>;
  if (!data) return null;
  const { spend, fromMs, tasks } = data;
  const amount = spend !== null && spend > 0 && !chargesHidden ? format.money(spend, currency) : null;
  return (
    <>
      {furtherTypes.map((type) => {
        const count = tasks[type];
        return count ? <span key={type}>{t(type, { count })}</span> : null;
      })}
      {amount !== null && <span>{t("spent", { amount })}</span>}
      {fromMs === null && <span className="faint">{t("notRecorded")}</span>}
      {fromMs !== null && Math.abs(fromMs - leftMs) > LATE_MS && (
        <span className="faint">{t("recordedFrom", { time: format.moment(fromMs) })}</span>
      )}
    </>
  );
}
