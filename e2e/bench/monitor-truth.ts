/**
 * The expected content of the Monitor, computed from the memory of the farm (frames, leaves, wallet) and not from its responses. Only
 * the state of a task with several leaves uses the rule of the page (app/protocol/tasks/task-tree).
 */
import en from "../../app/i18n/en/base.json" with { type: "json" };
import monitor from "../../app/i18n/en/monitor.json" with { type: "json" };
import { taskStatus } from "../../app/protocol/tasks/task-status";
import { rollUpStatus } from "../../app/protocol/tasks/task-tree";
import { TASK } from "../../mocks/farm/engine/codes";
import { totalsOf } from "../../mocks/farm/engine/frames";
import type { Counts, Job } from "../../mocks/farm/engine/leaf";
import type { Farm } from "../../mocks/farm/farm";
import type { Ledger } from "./monitor-ledger";
import type { ScreenTile } from "./monitor-screen";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const WEEK = 7 * DAY;

/** The moment of a "count since" option in UTC: the last such hour, or 24 hours ago. */
export function sinceMoment(choice: string, nowMs: number): number {
  if (choice === "24h") return nowMs - DAY;
  const today = nowMs - (nowMs % DAY) + Number.parseInt(choice, 10) * 60 * MINUTE;
  return today <= nowMs ? today : today - DAY;
}

/** The current state of a top-level task. */
type Book = {
  readonly job: Job;
  readonly counts: Counts;
  readonly total: number;
  readonly cents: number;
  readonly seconds: number;
  readonly code: number | null;
  /** A leaf waits for a pass that ended unsuccessfully. */
  readonly blocked: boolean;
  readonly endedMs: number | null;
  readonly startedMs: number;
};

/** Statuses that need a user: failures, and arrears. */
const needsUser = new Set<number | null>([
  TASK.failed,
  TASK.timedOut,
  TASK.finishedWithFailed,
  TASK.submitFailed,
  TASK.arrearsStopped,
]);

const countNames = ["waiting", "executing", "done", "failed", "stopped"] as const;

function bookOf(job: Job): Book {
  const leaves = job.leaves.filter((leaf) => !leaf.deleted);
  const counts: Counts = { waiting: 0, executing: 0, done: 0, failed: 0, stopped: 0 };
  let [total, cents, seconds] = [0, 0, 0];
  for (const leaf of leaves) {
    const totals = totalsOf(leaf);
    cents += totals.account + totals.coupon + totals.arrears;
    seconds += totals.seconds;
    total += leaf.plan.count;
    for (const key of countNames) counts[key] += leaf.counts[key];
  }
  const passes = leaves.map(({ status, taskType }) => ({ statusCode: status, taskType }));
  const { code, isStuck } = job.isShell
    ? rollUpStatus(passes)
    : { code: passes[0]?.statusCode ?? null, isStuck: false };
  const over = leaves.every((leaf) => taskStatus(leaf.status).isEnded);
  const endedMs = over ? Math.max(...leaves.map((leaf) => leaf.completedAt ?? 0)) || null : null;
  const startedMs = Math.min(...leaves.map((leaf) => leaf.startedAt ?? Infinity));
  return {
    job,
    counts,
    total,
    cents,
    seconds,
    code,
    blocked: isStuck,
    endedMs,
    startedMs: Number.isFinite(startedMs) ? startedMs : job.submittedAt,
  };
}

/** Since when a rendering task has the same number of ended frames, as the page has read it. */
type Pace = { readonly ended: number; readonly sinceMs: number };

/** No frame of a rendering task has ended for 15 minutes and for three times the mean duration of its frames. */
function isStill({ counts, seconds }: Book, pace: Pace | undefined, nowMs: number): boolean {
  const ended = counts.done + counts.failed;
  return pace !== undefined && ended >= 3 && nowMs - pace.sinceMs > Math.max(15 * MINUTE, (3000 * seconds) / ended);
}

const count = (value: number) => value.toLocaleString("en");
const money = (cents: number) =>
  (cents / 100).toLocaleString("en", { style: "currency", currency: "CNY", currencyDisplay: "narrowSymbol" });
const ranks = ["failed", "stuck", "running", "waiting"] as const;
type Rank = (typeof ranks)[number];
const rankText = (rank: Rank, many: number) => monitor.monitor.tiles.rank[rank].replace("{count, number}", count(many));

function stateOf({ code, blocked }: Book): string {
  const { name } = taskStatus(code);
  if (name === "unknown") return `Unknown (${code})`;
  return en.task.status[blocked ? "stuck" : name];
}

/** The expected content of the screen, with the tiles of all pages. */
export type Truth = {
  readonly totals: Readonly<Record<string, string>>;
  readonly tasks: { readonly finished: string; readonly failed: string };
  readonly frames: { readonly finished: string; readonly failed: string };
  /** Frames per minute; null in the first minute. */
  readonly rate: number | null;
  readonly spend: string;
  readonly heading: string;
  readonly ranks: string;
  /** All tiles, in the order of the Monitor. */
  readonly tiles: readonly ScreenTile[];
  readonly still: readonly number[];
};

/** Computes the expected content. Must be called at each refresh of the page, because it records since when no frame has ended. */
export function createTeller(farm: Farm, ledger: Ledger) {
  let paces: ReadonlyMap<number, Pace> = new Map();
  return (since: string): Truth => {
    const { atMs } = ledger.last();
    const sinceMs = sinceMoment(since, atMs);
    const books = farm.jobs.map(bookOf);
    paces = new Map(
      books
        .filter(({ counts }) => counts.executing > 0)
        .map(({ job, counts }) => {
          const ended = counts.done + counts.failed + counts.stopped;
          const before = paces.get(job.id);
          return [job.id, before?.ended === ended ? before : { ended, sinceMs: atMs }];
        }),
    );
    return { ...totalsOfAccount(books), ...grown(ledger, sinceMs), ...endedTasks(books, sinceMs), ...wall() };

    function wall() {
      const standing: { tile: ScreenTile; rank: Rank; job: Job }[] = [];
      const still: number[] = [];
      for (const book of books) {
        const rests = isStill(book, paces.get(book.job.id), atMs);
        const rank = rankOf(book, rests, sinceMs, atMs);
        if (rank === null) continue;
        standing.push({ tile: tileOf(book, rank), rank, job: book.job });
        if (rests) still.push(book.job.id);
      }
      standing.sort(
        (a, b) =>
          ranks.indexOf(a.rank) - ranks.indexOf(b.rank) || b.job.submittedAt - a.job.submittedAt || b.job.id - a.job.id,
      );
      const told = ranks.map((rank) => [standing.filter((one) => one.rank === rank).length, rank] as const);
      return {
        heading: standing.length === 1 ? "1 task" : `${standing.length} tasks`,
        ranks: told.flatMap(([many, rank]) => (many > 0 ? [rankText(rank, many)] : [])).join(" · "),
        tiles: standing.map(({ tile }) => tile),
        still,
      };
    }
  };
}

/** null: the task has ended and needs no user since the chosen moment. Without an end time it is shown for a week. */
function rankOf(book: Book, rests: boolean, sinceMs: number, nowMs: number): Rank | null {
  const { counts, code, blocked, endedMs, startedMs } = book;
  const failed = counts.failed > 0 || needsUser.has(code);
  const over = taskStatus(code).isEnded && !blocked;
  if (over && !(failed && (endedMs === null ? startedMs >= nowMs - WEEK : endedMs >= sinceMs))) return null;
  if (failed) return "failed";
  if (blocked || rests) return "stuck";
  return counts.executing > 0 || taskStatus(code).tone === "active" ? "running" : "waiting";
}

function tileOf(book: Book, rank: Rank): ScreenTile {
  const { job, counts, total, cents } = book;
  const { done, executing, failed, stopped, waiting } = counts;
  return {
    id: job.id,
    rank,
    state: stateOf(book),
    done: `${count(done)} / ${count(total)}`,
    strip:
      total === 0
        ? "No frames yet"
        : `${count(done)} of ${count(total)} frames finished, ${count(executing)} rendering, ${count(failed)} failed, ${count(stopped)} stopped, ${count(waiting)} waiting`,
    failed: failed > 0 ? `✕ ${count(failed)} failed` : "",
    cost: money(cents),
  };
}

function totalsOfAccount(books: readonly Book[]) {
  const sum = (of: (book: Book) => number) => count(books.reduce((all, book) => all + of(book), 0));
  return {
    totals: {
      failed: sum(({ counts }) => counts.failed),
      rendering: sum(({ counts }) => counts.executing),
      waiting: sum(({ counts }) => counts.waiting),
      finished: sum(({ counts }) => counts.done),
      abandoned: sum(({ counts }) => counts.stopped),
    },
  };
}

/** Numbers of tasks that have ended since the moment: finished, and in a state that needs a user. */
function endedTasks(books: readonly Book[], sinceMs: number) {
  const ended = books.filter(({ endedMs }) => endedMs !== null && endedMs >= sinceMs);
  return {
    tasks: {
      finished: count(ended.filter(({ code }) => code === TASK.finished).length),
      failed: count(ended.filter(({ code }) => needsUser.has(code)).length),
    },
  };
}

/** Ended frames and charged money since the last mark before the moment. */
function grown(ledger: Ledger, sinceMs: number) {
  const [last, before] = [ledger.last(), ledger.upTo(sinceMs)];
  // There is one sample per minute, so the last ten minutes start with the last mark of the minute before.
  const pace = ledger.upTo((Math.floor(last.atMs / MINUTE) - 9) * MINUTE - 1);
  const minutes = (last.atMs - pace.atMs) / MINUTE;
  return {
    frames: { finished: count(last.done - before.done), failed: count(last.failed - before.failed) },
    spend: money(last.cents - before.cents),
    rate: minutes < 1 ? null : (last.done - pace.done) / minutes,
  };
}
