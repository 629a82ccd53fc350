/** One line after an absence: what finished, failed and stopped meanwhile, each a link to those tasks, and what it cost. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import * as z from "zod/mini";
import type { TaskHistory } from "../../mirror/task-history";
import { useCurrency } from "../../queries/account/currency";
import { dataReadAtMsOf } from "../../queries/tasks/use-task-history";
import { useFormat } from "../../ui/format/format";
import { createStored } from "../../ui/storage/stored";
import { type Absence, absenceSince, isAway, type SignOfLife, type Visit, visitUntil } from "./presence";
import { sinceGroupNames, sinceGroups, sinceSummary, totalCost } from "./since-summary";
import classes from "./since-you-left.module.css";

const schema = z.object({ ms: z.number(), cost: z.number() });

const visit = createStored("renderdeck.visit.1", (raw): Visit | null => {
  const read = schema.safeParse(raw);
  return read.success ? read.data : null;
});

export function SinceYouLeft({ history }: { history: TaskHistory | undefined }) {
  // Read once: from now on the present visit is written over it.
  const [absence, setAbsence] = useState(() => absenceSince(visit.get(), Date.now()));
  useVisitRecord(history, setAbsence);
  if (!absence || !history?.isComplete || !isReadSince(history, absence.endedMs)) return null;
  return <Summary history={history} absence={absence} onDismiss={() => setAbsence(null)} />;
}

/** Before the first answer after an absence the history only knows what was known when it began. */
const isReadSince = (history: TaskHistory, ms: number) => (dataReadAtMsOf(history) ?? 0) >= ms;

/** What somebody in front of the page does. A pointer that lies still moves nothing. */
const signs = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
const isStill = (event: Event) => event instanceof PointerEvent && event.type === "pointermove" && !moves(event);
const moves = ({ movementX, movementY }: PointerEvent) => movementX !== 0 || movementY !== 0;

/**
 * Notes the visit when the page is left or hidden, and once when nobody has touched it for long: until then one is here.
 * Tells of the absence when it is seen or touched again. Signs of life themselves are only remembered: they come by the hundred.
 */
function useVisitRecord(history: TaskHistory | undefined, onReturn: (absence: Absence) => void) {
  const [opened] = useState((): SignOfLife => ({ ms: Date.now(), history: null }));
  const sign = useRef(opened);
  const noted = useRef(false);
  const now = (): SignOfLife => ({ ms: Date.now(), history: history?.isComplete ? history : null });
  const note = useEffectEvent(() => {
    const ended = history?.isComplete ? visitUntil(sign.current, now()) : null;
    if (ended) visit.set(ended);
  });
  const onSign = useEffectEvent(() => {
    const before = sign.current;
    sign.current = now();
    noted.current = false;
    if (!isAway(before, sign.current.ms)) return;
    const absence = absenceSince(visitUntil(before, sign.current), sign.current.ms);
    if (absence) onReturn(absence);
  });
  const onVisibility = useEffectEvent(() => {
    if (document.hidden) return note();
    sign.current = now();
    noted.current = false;
    const absence = absenceSince(visit.get(), sign.current.ms);
    if (absence) onReturn(absence);
  });
  useEffect(() => {
    // For a browser that is not closed properly before somebody comes back.
    if (!history || noted.current || document.hidden || !isAway(sign.current, Date.now())) return;
    noted.current = true;
    note();
  }, [history]);
  useEffect(() => {
    const toggle = () => onVisibility();
    const live = (event: Event) => {
      if (!document.hidden && !isStill(event)) onSign();
    };
    // A page closed behind another tab was left when it was hidden.
    const leave = () => {
      if (!document.hidden) note();
    };
    document.addEventListener("visibilitychange", toggle);
    window.addEventListener("pagehide", leave);
    for (const name of signs) window.addEventListener(name, live, { capture: true, passive: true });
    return () => {
      document.removeEventListener("visibilitychange", toggle);
      window.removeEventListener("pagehide", leave);
      for (const name of signs) window.removeEventListener(name, live, { capture: true });
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
  const { currency, chargesHidden: hidden } = useCurrency();
  // To the minute, as on the URL: a number and the list it leads to are the same tasks.
  const ended = `${new Date(last.ms).toISOString().slice(0, 16)}Z`;
  const counts = useMemo(() => sinceSummary(history.nodes.values(), Date.parse(ended)), [history.nodes, ended]);
  const spent = Math.max(0, totalCost(history.nodes.values()) - last.cost);
  const title = t("title", { ago: format.ago(last.ms, endedMs) });
  return (
    <section className={classes["line"]} aria-label={title}>
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
