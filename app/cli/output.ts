/** Text for people: tables in columns, amounts and states in words. */
import type { Currency } from "../protocol/account/currency";
import type { CostRange, PriceRange } from "../protocol/pricing";
import { type TaskStatusName, taskStatus } from "../protocol/tasks/task-status";
import type { TaskNode } from "../protocol/tasks/task-tree";

/** What commands print. */
export type Output = {
  /** A line for people; nothing with --json. */
  readonly line: (text: string) => void;
  /** The result for programs; nothing without --json. */
  readonly result: (value: unknown) => void;
  /** A notice beside the result, on standard error. */
  readonly notice: (text: string) => void;
};

/** Control characters of a name would be carried out by the terminal. */
const printable = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, "�");

/** Rows in columns that are as wide as their longest text; the last one is not filled. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map(printable));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  return cells.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

/** An amount with its currency, as the page writes it in English. */
export const money = (amount: number, currency: Currency): string =>
  new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(amount);

/** "¥4.80–¥6.00"; one amount where both ends read the same. */
export function moneyRange({ low, high }: CostRange, currency: Currency): string {
  const [from, to] = [money(low, currency), money(high, currency)];
  return from === to ? from : `${from}–${to}`;
}

/** The price of frames with its basis. */
export function priceText(price: PriceRange | null, currency: Currency): string {
  if (price === null) return "Price: not known, no frame has finished yet.";
  const basis =
    price.basis > 0
      ? `from ${price.basis} finished frames`
      : "from the mean of the finished frames, none could be read";
  const unpriced = price.unpriced > 0 ? `; ${price.unpriced} more frames have no price` : "";
  return `Price: about ${moneyRange(price, currency)} for ${price.frames} frames (${basis}${unpriced}).`;
}

/** The state of a task as the command line names it. */
export const stateOf = ({ rollUp }: TaskNode): TaskStatusName | "stuck" =>
  rollUp.isStuck ? "stuck" : taskStatus(rollUp.statusCode).name;

/** The moment as ISO 8601; null stays null. */
export const isoOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
