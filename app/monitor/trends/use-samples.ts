import { useEffect, useRef, useState } from "react";
import type { TaskHistory } from "../../mirror/task-history";
import { openSampleStore, type SampleStore } from "./sample-store";
import { addReading, type Reading, type Sample } from "./samples";

const noSamples: readonly Sample[] = [];

/** The samples of this account; each poll of the history adds a reading. `account` null: not loaded yet. */
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
    let isCurrent = true;
    const load = async () => {
      const stored = await opened.load();
      if (isCurrent) setSamples(stored);
    };
    void load();
    return () => {
      isCurrent = false;
      store.current = null;
      before.current = null;
      setSamples(null);
      opened.close();
    };
  }, [account]);

  useEffect(() => {
    // Until all pages are loaded, growth comes from loading, not from rendering.
    if (samples === null || !history?.isComplete || before.current?.atMs === readMs) return;
    const now = { nodes: history.nodes, removed: history.removed, atMs: readMs };
    setSamples(addReading(samples, before.current, now));
    void store.current?.append(before.current, now);
    before.current = now;
  }, [samples, history, readMs]);

  return samples ?? noSamples;
}
