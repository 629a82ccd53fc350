/** One line after an absence: what finished, failed and stopped meanwhile, each a link to those tasks, and what it cost. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import * as z from "zod/mini";
import { useCurrency } from "../queries/currency";
import type { TaskHistory } from "../queries/task-history";
import { useFormat } from "../ui/format";
import { createStored } from "../ui/stored";
import { sinceGroupNames, sinceGroups, sinceSummary, totalCost } from "./since-summary";
import classes from "./tasks.module.css";

/** A shorter absence is no absence, ms. */
const ABSENCE_MS = 30 * 60_000;

const schema = z.object({ ms: z.number(), cost: z.number() });
type Visit = z.infer<typeof schema>;

const visit = createStored("renderdeck.visit.1", (raw): Visit | null => {
  const read = schema.safeParse(raw);
  return read.success ? read.data : null;
});

export function SinceYouLeft({ history }: { history: TaskHistory | undefined }) {
  // Read once: from now on the present visit is written over it.
  const [last] = useState(visit.read);
  const [openedMs] = useState(Date.now);
  const [dismissed, setDismissed] = useState(false);
  useVisitRecord(history);
  if (dismissed || !last || !history?.complete || openedMs - last.ms < ABSENCE_MS) return null;
  return <Summary history={history} last={last} openedMs={openedMs} onDismiss={() => setDismissed(true)} />;
}

/** Notes the visit when the page is left or hidden: until then one is here. */
function useVisitRecord(history: TaskHistory | undefined) {
  useEffect(() => {
    if (!history?.complete) return;
    const note = () => visit.write({ ms: Date.now(), cost: totalCost(history.nodes.values()) });
    const onVisibility = () => document.hidden && note();
    document.addEventListener("visibilitychange", onVisibility);
    window.addEventListener("pagehide", note);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("pagehide", note);
    };
  }, [history]);
}

function Summary({
  history,
  last,
  openedMs,
  onDismiss,
}: {
  history: TaskHistory;
  last: Visit;
  openedMs: number;
  onDismiss: () => void;
}) {
  const t = useTranslations("task.since");
  const format = useFormat();
  const { currency, hidden } = useCurrency();
  const counts = useMemo(() => sinceSummary(history.nodes.values(), last.ms), [history.nodes, last.ms]);
  const spent = Math.max(0, totalCost(history.nodes.values()) - last.cost);
  const ended = `${new Date(last.ms).toISOString().slice(0, 16)}Z`;
  return (
    <section className={classes["since"]} aria-label={t("title", { ago: format.ago(last.ms, openedMs) })}>
      <strong title={format.moment(last.ms)}>{t("title", { ago: format.ago(last.ms, openedMs) })}</strong>
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
      {spent > 0 && !hidden && <span>{t("spent", { amount: format.money(spent, currency) })}</span>}
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("dismiss")} onClick={onDismiss}>
        <IconX size={14} aria-hidden="true" />
      </ActionIcon>
    </section>
  );
}
