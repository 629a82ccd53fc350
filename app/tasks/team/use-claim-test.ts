/** The filter by claims on a page: who is on a task changes with every answer of the server, and claims end by themselves. */
import { useMemo } from "react";
import { teamState } from "../../queries/team/team-state";
import { toServerMs } from "../../state/server-clock";
import { useHalfMinute } from "../../ui/browser/now";
import { claimTest } from "./claim-values";
import { useSelf } from "./use-self";

/** undefined: nothing is chosen. */
export function useClaimTest(chosen: readonly string[]): ReturnType<typeof claimTest> | undefined {
  const team = teamState.use();
  const nowMs = toServerMs(useHalfMinute());
  const self = useSelf()?.teammate ?? null;
  const [id, name] = [self?.id, self?.name];
  return useMemo(() => {
    const own = id === undefined || name === undefined ? null : { id, name };
    return chosen.length === 0 ? undefined : claimTest(chosen, team, { self: own, nowMs });
  }, [chosen, team, nowMs, id, name]);
}
