/** The URL is the view: what `/tasks?…` may say. Every member is text on the URL; what does not parse falls back. */
import * as z from "zod/mini";
import { taskStatuses } from "../../protocol/tasks/task-status";
import { joinList, readList } from "../../ui/browser/url-list";

const list = z.pipe(z.optional(z.unknown()), z.transform(readList));
const ids = z.pipe(
  z.optional(z.unknown()),
  z.transform((raw): readonly number[] => [...new Set(readList(raw).map(Number).filter(Number.isSafeInteger))]),
);

/** Whether a text of the right shape names a moment there is: 30 February reads as 2 March otherwise. */
const exists = (text: string, whole: string) => {
  const ms = Date.parse(whole);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};
const dayExists = z.refine<string>((text) => exists(text, `${text}T00:00Z`));
const day = z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/), dayExists)), undefined);

/** A moment, ISO 8601 in UTC to the minute: `2026-11-23T01:30Z`. */
const momentExists = z.refine<string>((text) => exists(text.slice(0, -1), text));
const moment = z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/), momentExists)), undefined);

/** What a status chip stands for. A state that nobody knows has none, and would hide every task. */
const statusKeys = new Set<string>([...taskStatuses.map(({ name }) => name), "unknown", "stuck"]);
const states = z.pipe(
  list,
  z.transform((keys) => keys.filter((key) => statusKeys.has(key))),
);

const schema = z.object({
  /** Words searched in scene, layer, ids, alias, label, user, artist and camera. */
  q: z.catch(z.string().check(z.maxLength(300)), ""),
  status: states,
  project: list,
  software: list,
  user: list,
  /** First and last day of submission, inclusive, in the chosen time zone. */
  from: day,
  to: day,
  /** Only tasks that ended at or after this moment. */
  ended: moment,
  /** Column id; a leading "-" sorts descending. Which columns there are is the view's to know (use-task-view). */
  sort: z.catch(z.string().check(z.regex(/^-?[a-zA-Z]+$/)), "-submitted"),
  /** Columns shown, in their order, as a link brings them; without any the browser's own stand. */
  columns: list,
  /** Expanded shells. */
  open: ids,
  /** The task in the side panel. */
  task: z.catch(z.optional(z.coerce.number().check(z.int(), z.positive())), undefined),
});

export type TaskSearch = z.infer<typeof schema>;

export const defaultTaskSearch: TaskSearch = schema.parse({});

/** Reads the URL's search parameters. Never throws. */
export function readTaskSearch(raw: object): TaskSearch {
  return schema.parse(raw);
}

/** The search parameters as they stand on the URL: defaults are left out, lists are joined by commas. */
export function writeTaskSearch(search: TaskSearch): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, value] of Object.entries(search)) {
    const text = Array.isArray(value) ? joinList(value) : value === undefined ? "" : String(value);
    const fallback = Reflect.get(defaultTaskSearch, key);
    if (text !== "" && text !== fallback) result[key] = text;
  }
  return result;
}

/** Whether anything but sort, expansion and the open task is set. */
export function hasFilters(search: TaskSearch): boolean {
  return (
    search.q !== "" ||
    search.status.length + search.project.length + search.software.length + search.user.length > 0 ||
    search.ended !== undefined ||
    search.from !== undefined ||
    search.to !== undefined
  );
}
