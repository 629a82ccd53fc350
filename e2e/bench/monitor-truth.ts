/**
 * The expected content of the Monitor, computed from the memory of the farm (frames, leaves, wallet) and not from its responses. Only
 * the state of a task with several leaves uses the rule of the page (app/protocol/tasks/task-tree).
 */
import { hasTrouble, type TroubleByLeaf } from "../../app/protocol/frames/task-trouble";
import { taskStatus } from "../../app/protocol/tasks/task-status";
import { rollUpStatus } from "../../app/protocol/tasks/task-tree";
import { TASK } from "../../mocks/farm/engine/codes";
import { totalsOf } from "../../mocks/farm/engine/frames";
import type { Counts, Job } from "../../mocks/farm/engine/leaf";
import type { Farm } from "../../mocks/farm/farm";
import type { Ledger } from "./monitor-ledger";
import type { ScreenRow } from "./monitor-screen";

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
const bands = ["stopped", "losing", "fine"] as const;
type Band = (typeof bands)[number];

/** Frames per minute over a number of minutes. */
export type Rate = { readonly perMinute: number; readonly minutes: number };

/** The expected content of the screen, with the rows of all pages. */
export type Truth = {
  readonly totals: Readonly<Record<string, string>>;
  readonly failed: string;
  /**
   * Frames per minute over the last nine, ten and eleven minutes: the server's samples are at other moments of a minute than the
   * marks of the ledger. null: less than a minute was recorded.
   */
  readonly rates: readonly (Rate | null)[];
  readonly spend: string;
  readonly fine: string;
  /** All rows, in the order of the Monitor. */
  readonly rows: readonly ScreenRow[];
  readonly still: readonly number[];
};

/** Whether the page was told of hung or slow frames of a layer that renders. When the server reads frames is its own affair. */
const isSlow = ({ job }: Book, troubles: TroubleByLeaf) =>
  job.leaves.some(
    ({ id, deleted, counts }) => !deleted && counts.executing > 0 && hasTrouble(troubles.get(id) ?? null),
  );

/**
 * Computes the expected content, after each refresh of the page: it records since when no frame has ended. `troubles`: the hung and
 * slow frames that the page was told of.
 */
export function createTeller(farm: Farm, ledger: Ledger) {
  let paces: ReadonlyMap<number, Pace> = new Map();
  return (since: string, troubles: TroubleByLeaf): Truth => {
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
    return { ...totalsOfAccount(books), ...grown(ledger, sinceMs), ...wall() };

    function wall() {
      const standing: { book: Book; band: Band; rests: boolean }[] = [];
      for (const book of books) {
        const rests = isStill(book, paces.get(book.job.id), atMs);
        const band = bandOf(book, rests || isSlow(book, troubles), sinceMs, atMs);
        if (band !== null) standing.push({ book, band, rests });
      }
      standing.sort(
        (a, b) =>
          bands.indexOf(a.band) - bands.indexOf(b.band) ||
          severityClass(b.book, b.band) - severityClass(a.book, a.band) ||
          b.book.job.submittedAt - a.book.job.submittedAt ||
          b.book.job.id - a.book.job.id,
      );
      const fine = standing.filter(({ band }) => band === "fine").map(({ book }) => book);
      const running = fine.filter(isActive).length;
      const finished = books.filter(
        ({ code, endedMs }) => code === TASK.finished && endedMs !== null && endedMs >= sinceMs,
      ).length;
      const chosen = since === "24h" ? "in the last 24 hours" : `since ${since}`;
      const more = fine.length > 40 ? ` · ${fine.length - 40} more than shown` : "";
      const shown = standing.filter(({ band }) => band !== "fine");
      return {
        fine: `${running} rendering · ${fine.length - running} waiting · ${count(finished)} finished ${chosen}${more}`,
        rows: shown.map(({ book, band }) => rowOf(book, band)),
        still: shown.filter(({ band, rests }) => band !== "stopped" && rests).map(({ book }) => book.job.id),
      };
    }
  };
}

const isActive = ({ counts, code }: Book) => counts.executing > 0 || taskStatus(code).tone === "active";

/** Whether the task goes on only when somebody acts. */
function isHalted({ counts, total, code, blocked }: Book): boolean {
  const { tone, isEnded } = taskStatus(code);
  return (
    blocked ||
    code === TASK.arrearsStopped ||
    code === TASK.submitFailed ||
    code === TASK.timedOut ||
    (isEnded && tone === "bad" && counts.done === 0) ||
    (counts.failed > 0 && counts.failed === total)
  );
}

/** null: the task has ended and needs no user since the chosen moment. Without an end time it is shown for a week. */
function bandOf(book: Book, isStalled: boolean, sinceMs: number, nowMs: number): Band | null {
  const { counts, code, blocked, endedMs, startedMs } = book;
  const over = taskStatus(code).isEnded && !blocked;
  const lost = counts.failed > 0 || needsUser.has(code);
  const halted = isHalted(book);
  if (over && !(lost && (endedMs === null ? startedMs >= nowMs - WEEK : endedMs >= sinceMs))) return null;
  if (halted) return "stopped";
  return lost || isStalled ? "losing" : "fine";
}

/** The class of share lost × money, by which the rows of a band are ordered. The dialect of 2018 marks no task as overdue. */
function severityClass(book: Book, band: Band): number {
  const { counts, total, cents } = book;
  if (band === "fine") return 0;
  const lost = band === "stopped" ? total - counts.done : counts.failed;
  const share = total === 0 ? Number(band === "stopped") : lost / total;
  const severity = share * (1 + cents / 100);
  return severity > 0 ? Math.floor(Math.log2(severity)) : Number.MIN_SAFE_INTEGER;
}

function rowOf({ job, counts, total }: Book, band: Band): ScreenRow {
  const { done, executing, failed, stopped, waiting } = counts;
  const hasBar = band === "losing" && total > 0;
  return {
    id: job.id,
    band,
    failed: failed > 0 && band === "losing" ? `${count(failed)} failed` : "",
    bar: hasBar
      ? `${count(done)} of ${count(total)} frames finished, ${count(executing)} rendering, ${count(failed)} failed, ${count(stopped)} stopped, ${count(waiting)} waiting`
      : "",
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

/** Ended frames and charged money since the last mark before the moment. */
function grown(ledger: Ledger, sinceMs: number) {
  const [last, before] = [ledger.last(), ledger.upTo(sinceMs)];
  const rateOver = (length: number): Rate | null => {
    const pace = ledger.upTo((Math.floor(last.atMs / MINUTE) - length + 1) * MINUTE - 1);
    const minutes = (last.atMs - pace.atMs) / MINUTE;
    return minutes < 1 ? null : { perMinute: (last.done - pace.done) / minutes, minutes };
  };
  return {
    failed: count(last.failed - before.failed),
    spend: money(last.cents - before.cents),
    rates: [...(last.atMs - ledger.upTo(0).atMs < 2 * MINUTE ? [null] : []), ...[9, 10, 11].map(rateOver)],
  };
}
