/** Tags of tasks (endpoints-current section 3). Project labels are different: they belong to the account. */
import type { FarmState } from "../state";

const FIRST_TAG_ID = 7001;

/** The id of the tag with this name: its id on any task, else the next free one. */
export function tagId(farm: FarmState, name: string): number {
  let maxId = FIRST_TAG_ID - 1;
  for (const job of farm.jobsById.values())
    for (const { tags } of [job, ...job.leaves]) {
      const existingId = tags.get(name);
      if (existingId !== undefined) return existingId;
      maxId = Math.max(maxId, ...tags.values());
    }
  return maxId + 1;
}
