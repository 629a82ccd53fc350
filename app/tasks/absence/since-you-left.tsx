/** One line after an absence: how many tasks finished, failed and stopped, each a link to those tasks, and what was spent. */
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
  const parsed = schema.safeParse(raw);
  return parsed.success ? parsed.data : null;
});

export function SinceYouLeft({ history }: { history: TaskHistory | undefined }) {
  // Read once: the current visit overwrites it.
  const [absence, setAbsence] = useState(() => absenceSince(visit.get(), Date.now()));
  useVisitRecord(history, setAbsence);
  if (!absence || !history?.isComplete || !isReadSince(history, absence.endedMs)) return null;
  return <Summary history={history} absence={absence} onDismiss={() => setAbsence(null)} />;
}

/** Before the first poll after an absence, the history is as old as the beginning of the absence. */
const isReadSince = (history: TaskHistory, ms: number) => (dataReadAtMsOf(history) ?? 0) >= ms;

/** Events that show a user at the page. Browsers send `pointermove` without movement when the page changes under a resting pointer. */
const signNames = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
const isResting = (event: Event) => event instanceof PointerEvent && event.type === "pointermove" && !moves(event);
const moves = ({ movementX, movementY }: PointerEvent) => movementX !== 0 || movementY !== 0;

/**
 * Stores the visit when the page is left or hidden, and once when no sign of life came for half an hour. Calls `onReturn` when
 * the user comes back. Signs of life themselves are not stored: moving the pointer sends hundreds.
 */
function useVisitRecord(history: TaskHistory | undefined, onReturn: (absence: Absence) => void) {
  const [atStart] = useState((): SignOfLife => ({ ms: Date.now(), history: null }));
  const lastSign = useRef(atStart);
  const isStored = useRef(false);
  const now = (): SignOfLife => ({ ms: Date.now(), history: history?.isComplete ? history : null });
  const storeVisit = useEffectEvent(() => {
    const ended = history?.isComplete ? visitUntil(lastSign.current, now()) : null;
    if (ended) visit.set(ended);
  });
  const onSign = useEffectEvent(() => {
    const before = lastSign.current;
    lastSign.current = now();
    isStored.current = false;
    if (!isAway(before, lastSign.current.ms)) return;
    const absence = absenceSince(visitUntil(before, lastSign.current), lastSign.current.ms);
    if (absence) onReturn(absence);
  });
  const onVisibility = useEffectEvent(() => {
    if (document.hidden) return storeVisit();
    lastSign.current = now();
    isStored.current = false;
    const absence = absenceSince(visit.get(), lastSign.current.ms);
    if (absence) onReturn(absence);
  });
  useEffect(() => {
    // A browser that crashes sends no `pagehide`: the visit is stored before.
    if (!history || isStored.current || document.hidden || !isAway(lastSign.current, Date.now())) return;
    isStored.current = true;
    storeVisit();
  }, [history]);
  useEffect(() => {
    const changeVisibility = () => onVisibility();
    const notice = (event: Event) => {
      if (!document.hidden && !isResting(event)) onSign();
    };
    // A page that is closed in a background tab was left when it was hidden.
    const leave = () => {
      if (!document.hidden) storeVisit();
    };
    document.addEventListener("visibilitychange", changeVisibility);
    window.addEventListener("pagehide", leave);
    for (const name of signNames) window.addEventListener(name, notice, { capture: true, passive: true });
    return () => {
      document.removeEventListener("visibilitychange", changeVisibility);
      window.removeEventListener("pagehide", leave);
      for (const name of signNames) window.removeEventListener(name, notice, { capture: true });
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
  const { currency, chargesHidden } = useCurrency();
  // To the minute, as on the URL: the count and the list behind its link are the same tasks.
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
      {spent > 0 && !chargesHidden && <span>{t("spent", { amount: format.money(spent, currency) })}</span>}
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("dismiss")} onClick={onDismiss}>
        <IconX size={14} aria-hidden="true" />
      </ActionIcon>
    </section>
  );
}
