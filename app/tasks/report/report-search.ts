/** The search parameters of `/tasks/report?…`: the filters of the list, the period and the grouping. An invalid one has its default. */
import * as z from "zod/mini";
import { readTaskSearch, type TaskSearch, writeTaskSearch } from "../view/task-search";
import { groupings } from "./report-groups";
import { periods } from "./report-period";

/** As on the URL, which the page reads itself. */
export type ReportUrl = Readonly<Record<string, unknown>>;

const schema = z.object({
  period: z.catch(z.enum(periods), "all"),
  by: z.catch(z.enum(groupings), "sequence"),
  /** Only this task or layer. */
  only: z.catch(z.optional(z.coerce.number().check(z.int(), z.positive())), undefined),
});

export type ReportChoices = z.infer<typeof schema>;
export type ReportSearch = ReportChoices & { readonly filters: TaskSearch };

/** Never throws. */
export const readReportSearch = (raw: ReportUrl): ReportSearch => ({
  ...schema.parse(raw),
  filters: readTaskSearch(raw),
});

/** The URL of a list's report: its filters without its columns and open rows. */
export const reportUrlOf = (search: TaskSearch): ReportUrl =>
  writeTaskSearch({ ...search, columns: [], open: [], task: undefined, compare: [], view: undefined });
