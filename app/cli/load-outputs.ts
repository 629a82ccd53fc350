/** What the state of rendered files depends on: the setting of the account, and the marks of the team. */
import * as z from "zod/mini";
import { teamChangesSchema } from "../mirror/live-schemas";
import { outputDaysOf } from "../protocol/tasks/output-days";
import { OUTPUT_DAYS, type OutputsMoment } from "../protocol/tasks/task-outputs";
import { applyTeam } from "../protocol/team/team-changes";
import type { ApiClient } from "./api-client";

const teamSchema = z.object({ team: z.nullable(teamChangesSchema) });

/** Where the farm does not tell the setting, its terms count. Throws CommandError. */
export async function loadOutputs(client: ApiClient, nowMs: number): Promise<OutputsMoment> {
  const { team } = await client.get("/api/team", teamSchema);
  const outputDays = await client.call("queryUserSetting", {}).then(outputDaysOf, () => OUTPUT_DAYS);
  return { nowMs, outputDays, fetched: team === null ? undefined : applyTeam(null, team).fetched };
}
