/** When the user was last here, and the return after an absence. */
import { useEffect, useEffectEvent, useRef, useState } from "react";
import * as z from "zod/mini";
import { storedMoment } from "../../protocol/wire/moment";
import { accountKey } from "../../state/account";
import { createStored } from "../../ui/storage/stored";
import { type Absence, absenceSince, isAway, visitUntil } from "./presence";

const schema = z.object({ ms: storedMoment });

/** The end of the last visit; null: this is the first one. */
const visit = createStored(accountKey("renderdeck.visit.1"), (raw): { readonly ms: number } | null => {
  const parsed = schema.safeParse(raw);
  return parsed.success ? parsed.data : null;
});

/** Events that show a user at the page. Browsers send `pointermove` without movement when the page changes under a resting pointer. */
const signNames = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
const isResting = (event: Event) => event instanceof PointerEvent && event.type === "pointermove" && !moves(event);
const moves = ({ movementX, movementY }: PointerEvent) => movementX !== 0 || movementY !== 0;

/**
 * The absence that ended with this visit, and a function that forgets it. The visit is stored when the page is left or hidden,
 * and once when no sign of life came for half an hour: `pollMs`, which changes with every poll, is when that is looked at. Signs
 * of life themselves are not stored: moving the pointer sends hundreds.
 */
export function useAbsence(pollMs: number): readonly [Absence | null, () => void] {
  // Read once: the current visit overwrites it.
  const [absence, setAbsence] = useState(() => absenceSince(visit.get()?.ms ?? null, Date.now()));
  const [startMs] = useState(() => Date.now());
  const lastSignMs = useRef(startMs);
  const isStored = useRef(false);
  const storeVisit = () => visit.set({ ms: visitUntil(lastSignMs.current, Date.now()) });
  const onReturn = (leftMs: number | null) => {
    lastSignMs.current = Date.now();
    isStored.current = false;
    const ended = absenceSince(leftMs, lastSignMs.current);
    if (ended) setAbsence(ended);
  };
  const onSign = useEffectEvent(() => {
    const before = lastSignMs.current;
    onReturn(isAway(before, Date.now()) ? before : null);
  });
  const onVisibility = useEffectEvent(() => {
    if (document.hidden) storeVisit();
    else onReturn(visit.get()?.ms ?? null);
  });
  const onLeave = useEffectEvent(storeVisit);
  const onPoll = useEffectEvent(() => {
    if (isStored.current || document.hidden || !isAway(lastSignMs.current, Date.now())) return;
    isStored.current = true;
    storeVisit();
  });
  // A browser that crashes sends no `pagehide`: the visit is stored before.
  useEffect(() => {
    if (pollMs > 0) onPoll();
  }, [pollMs]);
  useEffect(() => {
    const changeVisibility = () => onVisibility();
    const notice = (event: Event) => {
      if (!document.hidden && !isResting(event)) onSign();
    };
    // A page that is closed in a background tab was left when it was hidden.
    const leave = () => {
      if (!document.hidden) onLeave();
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
  return [absence, () => setAbsence(null)];
}
