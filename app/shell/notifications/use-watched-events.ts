/** Calls back with what happened: from the server's events, or while it records nothing from the list as this page sees it. */
import { hashKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { changesBetween } from "../../mirror/history-changes";
import { eventsBetween, type TaskEvent } from "../../mirror/task-events";
import { fetchEvents } from "../../queries/history/recorded-since";
import { eventMemory } from "../../queries/tasks/event-memory";
import { loadedHistory } from "../../queries/tasks/task-history-query";
import { taskKeys } from "../../queries/tasks/task-keys";
import { serverNow } from "../../state/server-clock";
import { takeEvents } from "./event-cursor";

const historyHash = hashKey(taskKeys.history);

/** A hidden tab leaves events to a visible one for this long, ms: a toast is of no use where nobody sees it. */
const HIDDEN_WAIT_MS = 20_000;

/** `enabled`: false until it is known what is watched. */
export function useWatchedEvents(enabled: boolean, onEvents: (events: readonly TaskEvent[]) => void): void {
  useServerEvents(enabled, onEvents);
  useSeenEvents(enabled, onEvents);
}

function useServerEvents(enabled: boolean, onEvents: (events: readonly TaskEvent[]) => void): void {
  const memory = eventMemory.use();
  const take = useEffectEvent(async () => {
    if (!memory) return;
    try {
      onEvents(await takeEvents(memory, fetchEvents));
    } catch {
      // The cursor stays, so the next answer tries again.
    }
  });
  useEffect(() => {
    if (!enabled || !memory) return;
    const waitMs = document.hidden ? HIDDEN_WAIT_MS : 0;
    const timer = setTimeout(() => void take(), waitMs);
    return () => clearTimeout(timer);
  }, [enabled, memory]);
}

function useSeenEvents(enabled: boolean, onEvents: (events: readonly TaskEvent[]) => void): void {
  const client = useQueryClient();
  const notice = useEffectEvent(onEvents);
  useEffect(() => {
    let before = loadedHistory(client);
    return client.getQueryCache().subscribe(({ type, query }) => {
      if (type !== "updated" || query.queryHash !== historyHash) return;
      const after = loadedHistory(client);
      if (!after || after === before) return;
      const previous = before;
      before = after;
      if (!enabled || !previous || eventMemory.get() !== null) return;
      notice(eventsBetween(previous, changesBetween(previous, after), serverNow()));
    });
  }, [client, enabled]);
}
