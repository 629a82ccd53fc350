import { useEffect, useMemo, useState } from "react";
import type { TaskHistory } from "../../mirror/task-history";
import { frameTroubleOf, hasTrouble } from "../../protocol/frames/task-trouble";
import { teamState } from "../../queries/team/team-state";
import { type TroubleFacts, updateAcknowledgements } from "../acknowledgement/acknowledgement";
import { changeScreen, readScreen, useScreen } from "../screen/screen";
import { type ProgressByTask, stalledSeconds, troubleOf, updateProgress } from "./trouble";
import { type WallTask, wallTasksOf } from "./wall-tasks";

const noProgress: ProgressByTask = new Map();

/** The tasks of the current history in the order of the wall. Removes acknowledgements that are no longer valid. */
export function useWallTasks(
  history: TaskHistory | undefined,
  readMs: number,
  sinceMs: number,
  nowMs: number,
): readonly WallTask[] {
  const shared = teamState.use((team) => team?.seen);
  const { seen: own } = useScreen();
  const seen = useMemo(() => (shared ? Object.fromEntries(shared) : own), [shared, own]);
  const [polled, setPolled] = useState({ readMs: 0, progress: noProgress });
  if (history && polled.readMs !== readMs)
    setPolled({ readMs, progress: updateProgress(polled.progress, history.nodes.values(), readMs) });
  const { progress } = polled;

  useEffect(() => {
    // The server keeps those of all screens.
    if (!history?.isComplete || shared) return;
    const stored = readScreen().seen;
    const facts = new Map<number, TroubleFacts>();
    for (const id of Object.keys(stored).map(Number)) {
      const node = history.nodes.get(id);
      if (!node) continue;
      const hasSlowFrames = hasTrouble(frameTroubleOf(node, history.troubles));
      const trouble = troubleOf(node, hasSlowFrames || stalledSeconds(node, progress, readMs) !== null);
      facts.set(id, { failed: node.rollUp.counts.failed, trouble });
    }
    const next = updateAcknowledgements(stored, facts);
    if (next !== stored) changeScreen({ seen: next });
  }, [history, progress, readMs, shared]);

  return useMemo(
    () =>
      history
        ? wallTasksOf(history.nodes.values(), { troubles: history.troubles, progress, seen, sinceMs, nowMs })
        : [],
    [history, progress, seen, sinceMs, nowMs],
  );
}
