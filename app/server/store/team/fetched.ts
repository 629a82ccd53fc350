/** Marks of fetched files in the store: one row a task, with what the last change replaced. */
import type { Kysely } from "kysely";
import { type FetchedMark, fetchedMarkSchema } from "../../../protocol/team/fetched";
import type { TeamChanges } from "../../../protocol/team/team-changes";
import { isSamePerson } from "../../../protocol/team/teammate";
import { safeJsonParse } from "../../../protocol/wire/safe-json-parse";
import { jsonText } from "../engine/sql-values";
import type { Tables } from "../schema";
import type { TeamChange, TeamTarget } from "./team-change";
import { TeamRefusal } from "./team-refusal";

/** Marks that travel to every page, the newest. Files older than that are deleted by the farm long since. */
const MAX_MARKS = 5000;

const parseMark = (text: string | null): FetchedMark | null =>
  text === null ? null : (fetchedMarkSchema.safeParse(safeJsonParse(text)).data ?? null);

/** Marks tasks, or takes their marks away. A task that is marked once more has the newer mark. */
export async function setFetched(
  { db, account, version, by, nowMs }: TeamChange,
  taskIds: readonly number[],
  isFetched: boolean,
): Promise<TeamTarget> {
  const rows = await db
    .selectFrom("team_fetched")
    .select(["task_id", "mark"])
    .where("account", "=", account)
    .where("task_id", "in", taskIds.map(String))
    .execute();
  const marks = new Map(rows.map(({ task_id, mark }) => [Number(task_id), mark]));
  const mark = isFetched ? jsonText({ by, atMs: nowMs } satisfies FetchedMark) : null;
  for (const id of new Set(taskIds)) {
    const former = marks.get(id) ?? null;
    const columns = { version, person_id: by.id, person_name: by.name, mark, former };
    await db
      .insertInto("team_fetched")
      .values({ account, task_id: String(id), ...columns })
      .onConflict((conflict) => conflict.columns(["account", "task_id"]).doUpdateSet(columns))
      .execute();
  }
  return { taskIds: taskIds.map(String) };
}

/** Takes back a change of the same person, for the tasks that nobody has changed since. Throws a TeamRefusal when there is none. */
export async function undoFetched({ db, account, version, by }: TeamChange, changed: number): Promise<TeamTarget> {
  const rows = await db
    .selectFrom("team_fetched")
    .selectAll()
    .where("account", "=", account)
    .where("version", "=", changed)
    .execute();
  const own = rows.filter(({ person_id, person_name }) => isSamePerson({ id: person_id, name: person_name }, by));
  if (own.length === 0) throw new TeamRefusal("changedSince");
  for (const { task_id, former } of own)
    await db
      .updateTable("team_fetched")
      .set({ version, person_id: by.id, person_name: by.name, mark: former, former: null })
      .where("account", "=", account)
      .where("task_id", "=", task_id)
      .execute();
  return { taskIds: own.map(({ task_id }) => task_id) };
}

/** What changed after a version; with 0 only what there is. */
export async function readFetched(db: Kysely<Tables>, account: number, from: number): Promise<TeamChanges["fetched"]> {
  const rows = await db
    .selectFrom("team_fetched")
    .select(["task_id", "mark"])
    .where("account", "=", account)
    .where("version", ">", from)
    .$if(from === 0, (query) => query.where("mark", "is not", null))
    .orderBy("version", "desc")
    .limit(MAX_MARKS)
    .execute();
  return rows.map(({ task_id, mark }) => [Number(task_id), parseMark(mark)]);
}
