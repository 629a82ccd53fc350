/** Sums per span and dimension on their way into `usage_sum`. */
import type { UsageSumTable } from "../schema";
import { HOUR_MS, hourOf } from "./hours";
import { spans, startOfSpan } from "./spans";
import type { UsageDelta } from "./usage-delta";

export type Dimension = "total" | "project" | "user" | "software" | "camera" | "node";

/** A row of `usage_sum` without its account. */
export type UsageRow = Omit<UsageSumTable, "account">;

const emptyRow = (dimension: Dimension, span: number, hour: number, value: string) => ({
  dimension,
  span,
  hour,
  value,
  done: 0,
  failed: 0,
  restarted: 0,
  unpriced: 0,
  machine_ms: 0,
  account_milli: 0,
  coupon_milli: 0,
  arrears_milli: 0,
  queue_frame_ms: 0,
  queue_max: 0,
  observed_ms: 0,
});

type Row = ReturnType<typeof emptyRow>;

/** The value of each dimension that a rise belongs to; `total` has the value "". */
export type Values = Partial<Readonly<Record<Dimension, string>>>;

const dimensions: readonly Dimension[] = ["total", "project", "user", "software", "camera", "node"];

/** What happened since recording began; amounts of all kinds together. */
export type Growth = { readonly done: number; readonly failed: number; readonly spendMilli: number };

export class UsageSums {
  readonly #rows = new Map<string, Row>();
  #growth: Growth = { done: 0, failed: 0, spendMilli: 0 };

  /** The rows of the spans that contain an hour. */
  #rowsOf(dimension: Dimension, hour: number, value: string): Row[] {
    return spans.map((span) => {
      const start = startOfSpan(span, hour);
      const key = `${dimension} ${span} ${start} ${value}`;
      const row = this.#rows.get(key) ?? emptyRow(dimension, span, start, value);
      this.#rows.set(key, row);
      return row;
    });
  }

  /** Adds a rise at a moment to every dimension in `values`. */
  add(values: Values, atMs: number, delta: UsageDelta): void {
    if (Object.values(delta).every((amount) => amount === 0)) return;
    for (const dimension of dimensions) {
      const value = values[dimension];
      if (value === undefined) continue;
      for (const row of this.#rowsOf(dimension, hourOf(atMs), value)) {
        row.done += delta.done;
        row.failed += delta.failed;
        row.restarted += delta.restarted;
        row.unpriced += delta.unpriced;
        row.machine_ms += delta.machineMs;
        row.account_milli += delta.accountMilli;
        row.coupon_milli += delta.couponMilli;
        row.arrears_milli += delta.arrearsMilli;
      }
    }
  }

  /** Adds a rise of a leaf since recording began. */
  grow({ done, failed, accountMilli, couponMilli, arrearsMilli }: UsageDelta): void {
    const { done: doneBefore, failed: failedBefore, spendMilli } = this.#growth;
    this.#growth = {
      done: doneBefore + done,
      failed: failedBefore + failed,
      spendMilli: spendMilli + accountMilli + couponMilli + arrearsMilli,
    };
  }

  growth(): Growth {
    return this.#growth;
  }

  /** Adds that `frames` waited from `fromMs` to `toMs`; parts in different hours go to their hours. */
  addQueue(dimension: Dimension, value: string, frames: number, fromMs: number, toMs: number): void {
    for (let startMs = fromMs; startMs < toMs; ) {
      const hour = hourOf(startMs);
      const endMs = Math.min(toMs, (hour + 1) * HOUR_MS);
      for (const row of this.#rowsOf(dimension, hour, value)) {
        row.queue_frame_ms += frames * (endMs - startMs);
        row.queue_max = Math.max(row.queue_max, frames);
        if (dimension === "total") row.observed_ms += endMs - startMs;
      }
      startMs = endMs;
    }
  }

  rows(): UsageRow[] {
    return [...this.#rows.values()];
  }
}
