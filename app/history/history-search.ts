/** The search parameters of `/history?…`, which define the view. Invalid values become the defaults. */
import * as z from "zod/mini";
import { usageDimensions, usagePeriods } from "../mirror/recorded-history";

export const rangeNames = ["today", "yesterday", "7d", "30d", "90d", "month", "lastMonth", "own"] as const;
export type RangeName = (typeof rangeNames)[number];

export const figureNames = ["spend", "done", "failed", "machine", "queue"] as const;
export type FigureName = (typeof figureNames)[number];

const exists = z.refine<string>((text) => {
  const ms = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
});
const day = z.catch(z.optional(z.string().check(z.regex(/^20\d\d-\d\d-\d\d$/), exists)), undefined);

const schema = z.object({
  range: z.catch(z.enum(rangeNames), "7d"),
  /** First and last day of the range "own", in the chosen time zone. */
  from: day,
  to: day,
  /** Absent, or too short for the range: the period that fits the range. */
  per: z.catch(z.optional(z.enum(usagePeriods)), undefined),
  by: z.catch(z.enum(usageDimensions), "project"),
  figure: z.catch(z.enum(figureNames), "spend"),
  /** Column of the table; a leading "-" sorts descending. Empty: by the figure, largest first. */
  sort: z.catch(z.string().check(z.regex(/^-?[a-z]+$/)), ""),
});

export type HistorySearch = z.infer<typeof schema>;

/** The search parameters as they are on the URL. */
export type HistoryUrl = { readonly [Name in keyof HistorySearch]?: string | undefined };

/** Reads the URL's search parameters. Never throws. */
export const readHistorySearch = (raw: object): HistorySearch => schema.parse(raw);

const defaults = new Map<string, string | undefined>(Object.entries(readHistorySearch({})));

/** The search parameters without those that have their default. */
export const writeHistorySearch = (search: HistorySearch): HistoryUrl =>
  Object.fromEntries(Object.entries(search).filter(([name, value]) => value !== defaults.get(name)));
