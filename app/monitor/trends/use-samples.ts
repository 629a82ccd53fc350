import { useEffect, useRef, useState } from "react";
import type { TaskHistory } from "../../mirror/task-history";
import { openSampleStore, type SampleStore } from "./sample-store";
import { addReading, type Reading, type Sample } from "./samples";

const nothing: readonly Sample[] = [];

/** The samples of this account, with one more reading whenever the history was read. `account` null: not known yet. */
export function useSamples(
  history: TaskHistory | undefined,
  readMs: number,
  account: string | null,
): readonly Sample[] {
  const [samples, setSamples] = useState<readonly Sample[] | null>(null);
  const store = useRef<SampleStore | null>(null);
  const before = useRef<Reading | null>(null);

  useEffect(() => {
    if (account === null) return;
    const opened = openSampleStore(account);
    store.current = opened;
    let wanted = true;
    const load = async () => {
      const kept = await opened.load();
      if (wanted) setSamples(kept);
    };
    void load();
    return () => {
      wanted = false;
      store.current = null;
      before.current = null;
      setSamples(null);
      opened.close();
    };
  }, [account]);

  useEffect(() => {
    // Until all pages are there, more tasks means more was loaded, not that more was rendered.
    if (samples === null || !history?.isComplete || before.current?.atMs === readMs) return;
    const now = { nodes: history.nodes, departed: history.removed, atMs: readMs };
    setSamples(addReading(samples, before.current, now));
    void store.current?.append(before.current, now);
    before.current = now;
  }, [samples, history, readMs]);

  return samples ?? nothing;
}
