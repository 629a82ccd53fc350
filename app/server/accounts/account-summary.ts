/** GET /api/accounts: the state and the use of every account of this server. */
import type { IncomingMessage } from "node:http";
import type { Hono } from "hono";
import { type AccountSummary, type AccountsAnswer, SUMMARY_FORMAT, taskFigures } from "../../mirror/accounts-summary";
import type { CollectorState } from "../../mirror/live-tasks";
import { sumUsage } from "../../mirror/usage-sum";
import { compressedJson } from "../../proxy/http/compressed-json";
import type { RouteEnv } from "../../proxy/http/request-listener";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { HiddenAmounts, HiddenAmountsOf } from "../../proxy/http/viewer-filter";
import { usageRow } from "../history/recorded-rows";
import type { ServedList } from "../live/served-list";
import type { Memory } from "../recorder/open-memory";
import type { Usage } from "../store/usage/read-usage";

export const ACCOUNTS_PATH = "/api/accounts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Sums of the memory are read again after this time, however many pages ask. */
const USAGE_LASTS_MS = 60_000;
/** A longer search text is cut. */
const MAX_TEXT = 200;

/** The summary of one account for the tasks that match `text`, with the amounts that are not hidden; see taskFigures. */
export type Summarise = (text: string, incoming: IncomingMessage) => Promise<Omit<AccountSummary, "name" | "title">>;

type Sources = {
  readonly list: Pick<ServedList, "history">;
  readonly state: () => CollectorState;
  readonly memory: Pick<Memory, "account" | "balance">;
  readonly hiddenAmounts: HiddenAmountsOf;
};

export function createSummary({ list, state, memory, hiddenAmounts }: Sources, now: () => number): Summarise {
  const usage = remember(USAGE_LASTS_MS, now, () => readUsage(memory, now()));

  return async (text, incoming) => {
    const balance = memory.balance.current();
    const profile = memory.balance.profile();
    const byRole = await hiddenAmounts(incoming);
    const hidden = {
      charges: byRole.charges || (profile?.chargesHidden ?? true),
      balance: byRole.balance || (profile?.balanceHidden ?? true),
    };
    const { day, month, recordingSinceMs } = await usage();
    return {
      ...taskFigures(list.history(), { text, nowMs: now(), chargesHidden: hidden.charges }),
      collector: state(),
      currency: profile?.currency ?? null,
      balance: hidden.balance ? null : balance,
      day: day && sumOf(day, hidden),
      month: month && sumOf(month, hidden),
      recordingSinceMs,
    };
  };
}

function sumOf(rows: readonly Usage[], hidden: HiddenAmounts) {
  const usage = rows.map((row) => usageRow(row, hidden));
  const observedSeconds = usage.reduce((sum, row) => sum + row.observedSeconds, 0);
  return { ...sumUsage(usage, observedSeconds), ...(hidden.charges ? { spend: null } : {}) };
}

/** Never rejects: a database that is away hides no tasks. */
async function readUsage({ account }: Pick<Memory, "account">, nowMs: number) {
  const sums = (period: "hour" | "day", fromMs: number) =>
    account.usage({ period, by: "total", zone: 0, fromMs, toMs: nowMs }).catch(() => null);
  const [state, day, month] = await Promise.all([
    account.state().catch(() => null),
    sums("hour", nowMs - DAY_MS),
    sums("day", nowMs - 30 * DAY_MS),
  ]);
  return { day, month, recordingSinceMs: state?.recordingSinceMs ?? null };
}

/** Calls `read` at most once in `lastsMs`. */
function remember<T>(lastsMs: number, now: () => number, read: () => Promise<T>): () => Promise<T> {
  let last: { readonly value: Promise<T>; readonly readMs: number } | undefined;
  return () => {
    if (!last || now() - last.readMs > lastsMs) last = { value: read(), readMs: now() };
    return last.value;
  };
}

/** The summaries of every account, in the order of the configuration. */
export type Summaries = (text: string, incoming: IncomingMessage) => Promise<readonly AccountSummary[]>;

/** Adds the route. */
export function addAccountsRoute(
  app: Hono<RouteEnv>,
  summaries: Summaries,
  headers: Pick<ResponseHeaders, "json">,
): void {
  app.get(ACCOUNTS_PATH, async (c) => {
    const accounts = await summaries((c.req.query("q") ?? "").slice(0, MAX_TEXT), c.env.incoming);
    const answer: AccountsAnswer = { format: SUMMARY_FORMAT, nowMs: Date.now(), accounts };
    return compressedJson(c, answer, headers);
  });
}
