import { queryOptions } from "@tanstack/react-query";
import type { Hardware } from "../../protocol/tasks/hardware";
import { callOperation } from "../http/call-operation";
import { taskKeys } from "./task-keys";

/** Tasks whose machine types are read one by one, where they differ. */
const MAX_READ = 20;
/** Ids that one request may carry (requests.ts). */
const MAX_IDS = 1000;

/** Machine types of the current dialect. `isCurrent` marks those that the given tasks use: several when the tasks differ. */
export const hardwareQuery = (taskIds: readonly number[]) =>
  queryOptions({
    queryKey: taskKeys.hardware(taskIds),
    queryFn: ({ signal }) =>
      callOperation("hardwareConfigList", taskIds.length === 0 ? {} : { taskIds: [...taskIds] }, signal),
    staleTime: 0,
  });

/** The one machine type that these tasks use; null: they differ, or it cannot be read. */
async function commonHardware(taskIds: readonly number[]): Promise<Hardware | null> {
  try {
    const { rows } = await callOperation("hardwareConfigList", { taskIds: [...taskIds] });
    const current = rows.filter(({ isCurrent }) => isCurrent);
    return current.length === 1 ? (current[0] ?? null) : null;
  } catch {
    return null;
  }
}

/** The machine type of each task: one request if all have the same, else one per task. What cannot be read has none. */
export async function readHardwareOf(taskIds: readonly number[]): Promise<ReadonlyMap<number, Hardware>> {
  if (taskIds.length === 0 || taskIds.length > MAX_IDS) return new Map();
  const common = await commonHardware(taskIds);
  if (common !== null) return new Map(taskIds.map((id) => [id, common]));
  const known = new Map<number, Hardware>();
  if (taskIds.length === 1 || taskIds.length > MAX_READ) return known;
  for (const id of taskIds) {
    const own = await commonHardware([id]);
    if (own !== null) known.set(id, own);
  }
  return known;
}
