/** Shared views in the store: one row a name. */
import type { Kysely } from "kysely";
import { type SharedView, type ViewContent, viewContentSchema } from "../../../protocol/team/team-views";
import { isSamePerson } from "../../../protocol/team/teammate";
import { safeJsonParse } from "../../../protocol/wire/safe-json-parse";
import { jsonText, keyText } from "../engine/sql-values";
import type { Tables, TeamViewTable } from "../schema";
import type { TeamChange, TeamTarget } from "./team-change";
import { TeamRefusal } from "./team-refusal";

/** Shared views of an account, and the longest content of one: they travel to every page. */
const MAX_VIEWS = 100;
const MAX_CONTENT = 8000;

/** What happens to a view. `version`: that of the view that the page has seen; null: none. `mayChangeAll`: also somebody else's. */
export type ViewStep = {
  readonly name: string;
  readonly version: number | null;
  readonly mayChangeAll: boolean;
};

const personOf = ({ person_id, person_name }: TeamViewTable) => ({ id: person_id, name: person_name });

/** The view of this name, if it is the one that the page has seen. Throws a TeamRefusal. */
async function viewAt({ db, account }: TeamChange, { name, version }: ViewStep): Promise<TeamViewTable | null> {
  const row = await db
    .selectFrom("team_view")
    .selectAll()
    .where("account", "=", account)
    .where("name", "=", keyText(name))
    .executeTakeFirst();
  if (row && version === null) throw new TeamRefusal("taken");
  if ((row?.version ?? null) !== version) throw new TeamRefusal("changedSince");
  return row ?? null;
}

function checkOwner(row: TeamViewTable, { by }: TeamChange, { mayChangeAll }: ViewStep): void {
  if (!mayChangeAll && !isSamePerson(personOf(row), by)) throw new TeamRefusal("notOwn");
}

/** Shares a view, or changes the content of one. A changed one stays its author's and pinned. Throws a TeamRefusal. */
export async function shareView(change: TeamChange, step: ViewStep, content: ViewContent): Promise<TeamTarget> {
  const { db, account, version, by, nowMs } = change;
  const row = await viewAt(change, step);
  const text = jsonText(content);
  if (text.length > MAX_CONTENT) throw new TeamRefusal("full");
  if (row) {
    checkOwner(row, change, step);
    await db
      .updateTable("team_view")
      .set({ version, at_ms: nowMs, content: text })
      .where("account", "=", account)
      .where("name", "=", row.name)
      .execute();
    return { view: row.name };
  }
  const { count } = await db
    .selectFrom("team_view")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("account", "=", account)
    .executeTakeFirstOrThrow();
  if (count >= MAX_VIEWS) throw new TeamRefusal("full");
  await db
    .insertInto("team_view")
    .values({
      account,
      name: keyText(step.name),
      version,
      at_ms: nowMs,
      person_id: by.id,
      person_name: by.name,
      is_pinned: 0,
      content: text,
    })
    .execute();
  return { view: step.name };
}

/** Pins a view for everybody, or ends that. Throws a TeamRefusal. */
export async function pinView(change: TeamChange, step: ViewStep, isPinned: boolean): Promise<TeamTarget> {
  const row = await viewAt(change, step);
  if (!row) throw new TeamRefusal("missing");
  await change.db
    .updateTable("team_view")
    .set({ version: change.version, is_pinned: isPinned ? 1 : 0 })
    .where("account", "=", change.account)
    .where("name", "=", row.name)
    .execute();
  return { view: row.name };
}

/** Takes a view from everybody. Throws a TeamRefusal. */
export async function deleteView(change: TeamChange, step: ViewStep): Promise<TeamTarget> {
  const row = await viewAt(change, step);
  if (!row) throw new TeamRefusal("missing");
  checkOwner(row, change, step);
  await change.db.deleteFrom("team_view").where("account", "=", change.account).where("name", "=", row.name).execute();
  return { view: row.name };
}

/** All of them: pinned ones first, then by name. One that cannot be read is left out. */
export async function readViews(db: Kysely<Tables>, account: number): Promise<SharedView[]> {
  const rows = await db
    .selectFrom("team_view")
    .selectAll()
    .where("account", "=", account)
    .orderBy("is_pinned", "desc")
    .orderBy("name")
    .execute();
  return rows.flatMap((row) => {
    const content = viewContentSchema.safeParse(safeJsonParse(row.content)).data;
    if (!content) return [];
    const { name, version, at_ms: atMs, is_pinned } = row;
    return [{ name, by: personOf(row), atMs, version, isPinned: is_pinned === 1, ...content }];
  });
}
