/** The URL is the view: what `/tasks?…` may say. Every member is text on the URL; what does not parse falls back. */
import * as z from "zod/mini";
import { joinList, readList } from "../ui/url-list";

const list = z.pipe(z.optional(z.unknown()), z.transform(readList));
const ids = z.pipe(
  z.optional(z.unknown()),
  z.transform((raw): readonly number[] => [...new Set(readList(raw).map(Number).filter(Number.isSafeInteger))]),
);
const day = z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))), undefined);

/** A moment, ISO 8601 in UTC to the minute: `2026-11-23T01:30Z`. */
const moment = z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/))), undefined);

const schema = z.object({
  /** Words searched in scene, layer, ids, alias, label, user, artist and camera. */
  q: z.catch(z.string().check(z.maxLength(300)), ""),
  status: list,
  project: list,
  software: list,
  user: list,
  /** First and last day of submission, inclusive, in the chosen time zone. */
  from: day,
  to: day,
  /** Only tasks that ended at or after this moment. */
  ended: moment,
  /** Column id; a leading "-" sorts descending. */
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
