/** One line after an absence: what finished, failed and stopped meanwhile, each a link to those tasks, and what it cost. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
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
  const [absence, setAbsence] = useState(() => absenceUntil(Date.now()));
  useVisitRecord(history, setAbsence);
  if (!absence || !history?.complete || !isReadSince(history, absence.endedMs)) return null;
  return <Summary history={history} absence={absence} onDismiss={() => setAbsence(null)} />;
}

type Absence = { readonly last: Visit; readonly endedMs: number };

/** The absence that ends now; null: there was none worth a word. */
function absenceUntil(endedMs: number): Absence | null {
  const last = visit.read();
  return last && endedMs - last.ms >= ABSENCE_MS ? { last, endedMs } : null;
}

/** Before the first answer after an absence the history only knows what was known when it began. */
const isReadSince = (history: TaskHistory, ms: number) => [...history.readMs.values()].some((readMs) => readMs >= ms);

/** Notes the visit when the page is left or hidden: until then one is here. Tells of the absence when it is seen again. */
function useVisitRecord(history: TaskHistory | undefined, onReturn: (absence: Absence | null) => void) {
  const note = useEffectEvent(() => {
    if (history?.complete) visit.write({ ms: Date.now(), cost: totalCost(history.nodes.values()) });
  });
  const onVisibility = useEffectEvent(() => {
    if (document.hidden) return note();
    const absence = absenceUntil(Date.now());
    if (absence) onReturn(absence);
  });
  useEffect(() => {
    const toggle = () => onVisibility();
    // A page closed behind another tab was left when it was hidden.
    const leave = () => {
      if (!document.hidden) note();
    };
    document.addEventListener("visibilitychange", toggle);
    window.addEventListener("pagehide", leave);
    return () => {
      document.removeEventListener("visibilitychange", toggle);
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);
}

function Summary({
  history,
  absence: { last, endedMs },
  onDismiss,
}: {
  history: TaskHistory;
  absence: Absence;
  onDismiss: () => void;
}) {
  const t = useTranslations("task.since");
  const format = useFormat();
  const { currency, hidden } = useCurrency();
  // To the minute, as on the URL: a number and the list it leads to are the same tasks.
  const ended = `${new Date(last.ms).toISOString().slice(0, 16)}Z`;
  const counts = useMemo(() => sinceSummary(history.nodes.values(), Date.parse(ended)), [history.nodes, ended]);
  const spent = Math.max(0, totalCost(history.nodes.values()) - last.cost);
  const title = t("title", { ago: format.ago(last.ms, endedMs) });
  return (
    <section className={classes["since"]} aria-label={title}>
      <strong title={format.moment(last.ms)}>{title}</strong>
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
