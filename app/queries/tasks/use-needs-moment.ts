/** What tasks that need a user are counted with: the same for the list, the navigation and every other part that shows their number. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TaskHistory } from "../../mirror/task-history";
import type { FrameTrouble } from "../../protocol/frames/task-trouble";
import type { NeedsMoment } from "../../protocol/tasks/task-needs";
import { outputDays } from "../account/output-days";
import { teamState } from "../team/team-state";
import { taskHistoryQuery } from "./task-history-query";

/** The ids of leaves as text: it is the same until the set of leaves changes, although the readings change with every poll. */
const leavesWith =
  (kind: keyof Pick<FrameTrouble, "hung" | "slow">) =>
  ({ troubles }: TaskHistory): string =>
    [...troubles].flatMap(([id, trouble]) => ((trouble[kind] ?? 0) > 0 ? [id] : [])).join();
const hungIn = leavesWith("hung");
const slowIn = leavesWith("slow");

const idsOf = (text: string): ReadonlySet<number> => new Set(text === "" ? [] : text.split(",").map(Number));

const useLeaves = (select: (history: TaskHistory) => string): string =>
  useQuery({ ...taskHistoryQuery("off"), enabled: false, select }).data ?? "";

const STEP_MS = 600_000;

/** The start of the ten minutes that a moment is in: what needs a user does not change with every tick. */
export const needsStep = (nowMs: number): number => Math.floor(nowMs / STEP_MS) * STEP_MS;

/** `nowMs`: the farm's time, in steps, so that the list does not render with every tick. */
export function useNeedsMoment(nowMs: number): NeedsMoment {
  const hung = useLeaves(hungIn);
  const slow = useLeaves(slowIn);
  const days = outputDays.use();
  const fetched = teamState.use((team) => team?.fetched);
  return useMemo(
    () => ({ nowMs, hungLeaves: idsOf(hung), slowLeaves: idsOf(slow), outputDays: days, fetched }),
    [nowMs, hung, slow, days, fetched],
  );
}
