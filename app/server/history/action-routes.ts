/**
 * GET /api/history/actions and /people: the audit. Managers see all of it. Operators and viewers see what was done to tasks, with
 * the names of people and no other personal data, as in the history of a task. `format=csv` gives all that a filter finds as a file.
 */
import type { Context, Hono } from "hono";
import type { AuditAnswer, AuditPeopleAnswer } from "../../mirror/recorded-actions";
import { RECORDED_FORMAT } from "../../mirror/recorded-history";
import { taskOperations } from "../../protocol/tasks/task-operations";
import { Problem } from "../../proxy/http/problem";
import type { RouteEnv } from "../../proxy/http/request-listener";
import { personOf } from "../../proxy/http/request-person";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { AccountStore } from "../store/account-store";
import type { ActionCursor, ActionFilter, StoredAction } from "../store/read/read-actions";
import { actionCsv } from "./action-csv";
import { type ActionParameters, cursorText, readActionParameters } from "./action-parameters";
import { auditEntry } from "./recorded-rows";

/** Rows of one file; more need a filter of time. */
export const MAX_CSV_ROWS = 100_000;
/** Rows of a file that are read at once. */
const CSV_STEP = 500;

export type ActionRouteOptions = {
  readonly path: string;
  readonly account: AccountStore;
  /** Runs reads of the store; an outage becomes a Problem. */
  readonly read: <T>(work: () => Promise<T>) => Promise<T>;
  readonly send: (c: Context<RouteEnv>, answer: object) => Promise<Response>;
  readonly headers: Pick<ResponseHeaders, "json">;
};

/** Adds the routes. */
export function addActionRoutes(app: Hono<RouteEnv>, { path, account, read, send, headers }: ActionRouteOptions): void {
  app.get(`${path}/actions`, async (c) => {
    const isLimited = personOf(c.env.incoming).role !== "manager";
    const { format, limit, after, ...parameters } = readActionParameters(c.req.query());
    const filter = filterFor(parameters, isLimited);
    const pageOf = (count: number, from: ActionCursor | null): Promise<StoredAction[]> =>
      filter ? read(() => account.actions(filter, count, from)) : Promise.resolve([]);
    const entryOf = (action: StoredAction) => auditEntry(action, isLimited);
    if (format === "csv") {
      const rows = rowsOf((from) => pageOf(CSV_STEP, from), MAX_CSV_ROWS);
      return new Response(actionCsv(rows, { entryOf, account: account.id }), {
        headers: {
          ...headers.json,
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": 'attachment; filename="renderdeck-audit.csv"',
        },
      });
    }
    const [{ recordingSinceMs }, actions] = await Promise.all([read(() => account.state()), pageOf(limit + 1, after)]);
    const last = actions.length > limit ? actions[limit - 1] : undefined;
    return send(c, {
      format: RECORDED_FORMAT,
      recordingSinceMs,
      isLimited,
      actions: actions.slice(0, limit).map(entryOf),
      next: last ? cursorText(last) : null,
    } satisfies AuditAnswer);
  });

  app.get(`${path}/actions/people`, async (c) => {
    const people = await read(() => account.actionPeople());
    return send(c, { format: RECORDED_FORMAT, people } satisfies AuditPeopleAnswer);
  });
}

/** What of the parameters a role may filter by; null: it may see nothing that they describe. */
function filterFor(
  { operation, ...rest }: Omit<ActionParameters, "format" | "limit" | "after">,
  isLimited: boolean,
): ActionFilter | null {
  // Filtered by its id, a person could be told from others of the same name.
  if (isLimited && rest.person !== undefined)
    throw new Problem("invalid-request", { detail: "person needs the role manager." });
  const visible: readonly string[] | undefined = isLimited ? taskOperations : undefined;
  if (operation === undefined) return { ...rest, operations: visible };
  return visible && !visible.includes(operation) ? null : { ...rest, operations: [operation] };
}

/** The rows of a filter, page after page, at most `most`. */
async function* rowsOf(
  pageOf: (after: ActionCursor | null) => Promise<readonly StoredAction[]>,
  most: number,
): AsyncGenerator<StoredAction> {
  let after: ActionCursor | null = null;
  for (let count = 0; count < most; ) {
    const page = await pageOf(after);
    yield* page.slice(0, most - count);
    count += page.length;
    after = page.at(-1) ?? null;
    if (page.length < CSV_STEP) return;
  }
}
