import type { OutputsMoment } from "../../protocol/tasks/task-outputs";
import { useOutputDays } from "../../queries/account/use-output-days";
import { teamState } from "../../queries/team/team-state";
import { useHalfMinute } from "../../ui/browser/now";

/** What the state of rendered files depends on now. */
export function useOutputsMoment(): OutputsMoment {
  const nowMs = useHalfMinute();
  const outputDays = useOutputDays();
  const fetched = teamState.use((team) => team?.fetched);
  return { nowMs, outputDays, fetched };
}
