/** What the team has noted, as far as it travels to every page. */
import { type Kysely, sql } from "kysely";
import type { TeamChanges } from "../../../protocol/team/team-changes";
import type { SharedView } from "../../../protocol/team/team-views";
import type { Tables } from "../schema";
import { parseClaim } from "./claims";
import { readFetched } from "./fetched";
import { readSeen } from "./seen";
import { readViews } from "./views";

/** Tasks with notes, those with the newest; the list travels to every page. */
const MAX_NOTED_TASKS = 5000;

/** Changes with the memory that they belong to and the number of the last one. */
export type StoredTeam = Omit<TeamChanges, "at" | "views"> & {
  readonly epoch: string;
  readonly version: number;
  /** All of them; undefined: nothing at all has changed. */
  readonly views?: readonly SharedView[];
};

/** What changed after a place; everything for the place of another memory, or without one. */
export async function readTeam(
  db: Kysely<Tables>,
  account: number,
  since: { readonly epoch: string; readonly version: number } | null,
  nowMs: number,
): Promise<StoredTeam> {
  const place = await db.selectFrom("team").selectAll().where("account", "=", account).executeTakeFirst();
  const { epoch = "", version = 0 } = place ?? {};
  const isWhole = since === null || since.epoch !== epoch || since.version > version;
  const from = isWhole ? 0 : since.version;
  if (!isWhole && from === version) return { epoch, version, isWhole, claims: [], notes: [], seen: [], fetched: [] };
  // Rows that are newer than the number above come once more with the next changes.
  return {
    epoch,
    version,
    isWhole,
    claims: await readClaims(db, account, from, isWhole ? nowMs : null),
    notes: await readNoteCounts(db, account, from),
    seen: await readSeen(db, account, from),
    // Few, and one that was removed leaves no row.
    views: await readViews(db, account),
    fetched: await readFetched(db, account, from),
  };
}

/** `validAtMs`: only claims that are valid then; null: also those that have ended. */
async function readClaims(
  db: Kysely<Tables>,
  account: number,
  from: number,
  validAtMs: number | null,
): Promise<TeamChanges["claims"]> {
  const rows = await db
    .selectFrom("team_claim")
    .select(["task_id", "version", "claim"])
    .where("account", "=", account)
    .where("version", ">", from)
    .$if(validAtMs !== null, (query) => query.where("until_ms", ">", validAtMs))
    .orderBy("version")
    .execute();
  return rows.map(({ task_id, version, claim }) => {
    const parsed = parseClaim(claim);
    return [Number(task_id), parsed && { ...parsed, version }];
  });
}

async function readNoteCounts(db: Kysely<Tables>, account: number, from: number): Promise<TeamChanges["notes"]> {
  const rows = await db
    .selectFrom("team_note")
    .select(["task_id", sql<number>`sum(case when deleted_ms is null then 1 else 0 end)`.as("count")])
    .where("account", "=", account)
    .where("task_id", "in", (query) =>
      query.selectFrom("team_note").select("task_id").where("account", "=", account).where("version", ">", from),
    )
    .groupBy("task_id")
    .orderBy(({ fn }) => fn.max("version"), "desc")
    .limit(MAX_NOTED_TASKS)
    .execute();
  return rows.map(({ task_id, count }) => [Number(task_id), count]);
}
