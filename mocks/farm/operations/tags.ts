/** Free tags on tasks (endpoints-current section 3); project labels are the account's. */
import type { FarmState } from "../state";

const FIRST_TAG_ID = 7001;

/** The id of a tag of that name: the one it has on any task, else the next. */
export function tagId(farm: FarmState, name: string): number {
  let most = FIRST_TAG_ID - 1;
  for (const job of farm.jobsById.values())
    for (const { tags } of [job, ...job.leaves]) {
      const known = tags.get(name);
      if (known !== undefined) return known;
      most = Math.max(most, ...tags.values());
    }
  return most + 1;
}
