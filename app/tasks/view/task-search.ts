/** The search parameters of `/tasks?…`: the view of the page as a link. Each is text on the URL; an invalid one has its default. */
import * as z from "zod/mini";
import { filterStates, taskGroups } from "../../protocol/tasks/task-status-order";
import { joinList, readList } from "../../ui/browser/url-list";
import { isRelativeEnd } from "./relative-dates";

const list = z.pipe(z.optional(z.unknown()), z.transform(readList));
const ids = z.pipe(
  z.optional(z.unknown()),
  z.transform((raw): readonly number[] => [...new Set(readList(raw).map(Number).filter(Number.isSafeInteger))]),
);

/** Whether a date exists: `Date.parse` reads 30 February as 2 March. */
const exists = (text: string, whole: string) => {
  const ms = Date.parse(whole);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};
const dayExists = z.refine<string>((text) => exists(text, `${text}T00:00Z`));
const fixedDay = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/), dayExists);
/** Days that move on with the calendar: "yesterday", and as the first day "7d", the first of the last seven. */
const yesterday = z.literal("yesterday");
const day = z.catch(z.optional(z.union([fixedDay, yesterday])), undefined);
const relativeDay = z.string().check(z.regex(/^[1-9]\d{0,2}d$/));
const firstDay = z.catch(z.optional(z.union([fixedDay, yesterday, relativeDay])), undefined);

/** A moment, ISO 8601 in UTC to the minute: `2026-11-23T01:30Z`. */
const momentExists = z.refine<string>((text) => exists(text.slice(0, -1), text));
const moment = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/), momentExists);
/** A moment since which a task ended, or a range that moves on with the clock. */
const relativeEnd = z.string().check(z.refine(isRelativeEnd));
const end = z.catch(z.optional(z.union([moment, relativeEnd])), undefined);
/** One without an end: "since-20:00", "24h". */
const start = z.catch(z.optional(z.union([moment, relativeEnd.check(z.regex(/\d/))])), undefined);

/** The states of the filter. An unknown value has no entry to turn it off, and would hide every task. */
const statusKeys = new Set<string>(filterStates);
const states = z.pipe(
  list,
  z.transform((keys) => keys.filter((key) => statusKeys.has(key))),
);

const schema = z.object({
  /** Text searched in scene, layer, ids, alias, label, user, artist and camera. */
  q: z.catch(z.string().check(z.maxLength(300)), ""),
  /** The part of the list, and states within it; a state without a group is looked for in the whole list. */
  group: z.catch(z.optional(z.enum(taskGroups)), undefined),
  status: states,
  project: list,
  software: list,
  user: list,
  /** States of the rendered files (protocol/tasks/task-outputs.ts). */
  outputs: list,
  /** Who is on the task: team/claim-values.ts. */
  claim: list,
  /** First and last day of submission, inclusive, in the chosen time zone. resolveDay gives the day of a relative one. */
  from: firstDay,
  to: day,
  /** Only tasks that ended at or after a moment, or in a range such as "last-night" (relative-dates.ts). */
  ended: end,
  /** Only tasks with frames that failed since a moment, running ones too: `ended` without an end. */
  failed: start,
  /** The view that these parameters come from: its name is the title of the page. */
  view: z.catch(z.optional(z.string().check(z.minLength(1), z.maxLength(81))), undefined),
  /** Column id; a leading "-" sorts descending. use-task-view.ts checks that the column exists. */
  sort: z.catch(z.string().check(z.regex(/^-?[a-zA-Z]+$/)), "-submitted"),
  /** The visible columns of a link, in their order; empty: the layout stored in this browser. */
  columns: list,
  /** Expanded shells. */
  open: ids,
  /** The task in the side panel. */
  task: z.catch(z.optional(z.coerce.number().check(z.int(), z.positive())), undefined),
  /** The two tasks that are compared; of one alone, the version before is the other. */
  compare: ids,
});

export type TaskSearch = z.infer<typeof schema>;

/** With the optional ones as members: a change of the search that spreads it clears them too. */
export const defaultTaskSearch: TaskSearch = {
  group: undefined,
  from: undefined,
  to: undefined,
  ended: undefined,
  failed: undefined,
  view: undefined,
  task: undefined,
  ...schema.parse({}),
};

/** Parses the search parameters of a URL. Never throws. */
export function readTaskSearch(raw: object): TaskSearch {
  return schema.parse(raw);
}

/** The search parameters as text for the URL: defaults are left out, lists are joined by commas. */
export function writeTaskSearch(search: TaskSearch): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, value] of Object.entries(search)) {
    const text = Array.isArray(value) ? joinList(value) : value === undefined ? "" : String(value);
    const fallback = Reflect.get(defaultTaskSearch, key);
    if (text !== "" && text !== fallback) result[key] = text;
  }
  return result;
}

/** Filters and sort as one text: the same one lists the same tasks in the same order. */
export const viewKeyOf = (search: TaskSearch): string =>
  JSON.stringify({ ...search, view: 0, columns: 0, open: 0, task: 0, compare: 0 });

/** The search parameters of the bar's filter buttons. */
export type BarFilters = Pick<
  TaskSearch,
  "project" | "software" | "user" | "outputs" | "claim" | "from" | "to" | "ended"
>;

export function hasBarFilters({ project, software, user, outputs, claim, from, to, ended }: BarFilters): boolean {
  return (
    project.length + software.length + user.length + outputs.length + claim.length > 0 ||
    [from, to, ended].some((date) => date !== undefined)
  );
}

/** Whether a parameter is set that filters. */
export function hasFilters(search: TaskSearch): boolean {
  const { q, status, group, failed } = search;
  return q !== "" || status.length > 0 || group !== undefined || failed !== undefined || hasBarFilters(search);
}

/** The same search without its filters, and so without the view they come from. */
export const withoutFilters = ({ sort, columns, open, task, compare }: TaskSearch): TaskSearch => ({
  ...defaultTaskSearch,
  sort,
  columns,
  open,
  task,
  compare,
});
