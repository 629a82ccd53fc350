/** Claims in the store: one row a task, with what the last change replaced. */
import { type Claim, type ClaimEntry, type ClaimStep, claimAfter, claimSchema } from "../../../protocol/team/claims";
import { safeJsonParse } from "../../../protocol/wire/safe-json-parse";
import type { Writer } from "../engine/engine";
import { jsonText } from "../engine/sql-values";
import type { TeamClaimTable } from "../schema";
import type { TeamChange } from "./team-change";
import { TeamRefusal } from "./team-refusal";

/** Valid claims of an account: the list travels to every page. */
const MAX_CLAIMS = 1000;

/** A claim as it is stored. */
export const parseClaim = (text: string | null): Claim | null =>
  text === null ? null : (claimSchema.safeParse(safeJsonParse(text)).data ?? null);

const toEntry = (row: TeamClaimTable): ClaimEntry => ({
  claim: parseClaim(row.claim),
  version: row.version,
  changedBy: { id: row.person_id, name: row.person_name },
  former: parseClaim(row.former),
});

/** Throws a TeamRefusal. */
export async function changeClaim(
  { db, account, version, by, nowMs }: TeamChange,
  taskId: number,
  step: ClaimStep,
): Promise<void> {
  const row = await db
    .selectFrom("team_claim")
    .selectAll()
    .where("account", "=", account)
    .where("task_id", "=", String(taskId))
    .executeTakeFirst();
  const next = claimAfter(row ? toEntry(row) : null, step, { by, nowMs, version });
  if (typeof next === "string") throw new TeamRefusal(next);
  if (!row && (await countValid(db, account, nowMs)) >= MAX_CLAIMS) throw new TeamRefusal("full");
  const columns = {
    version,
    person_id: by.id,
    person_name: by.name,
    claim: next.claim && jsonText(next.claim),
    former: next.former && jsonText(next.former),
    until_ms: next.claim?.untilMs ?? null,
  };
  await db
    .insertInto("team_claim")
    .values({ account, task_id: String(taskId), ...columns })
    .onConflict((conflict) => conflict.columns(["account", "task_id"]).doUpdateSet(columns))
    .execute();
}

async function countValid(db: Writer, account: number, nowMs: number): Promise<number> {
  const { count } = await db
    .selectFrom("team_claim")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("account", "=", account)
    .where("until_ms", ">", nowMs)
    .executeTakeFirstOrThrow();
  return count;
}
