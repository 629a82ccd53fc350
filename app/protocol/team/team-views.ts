/** Views of the task list that one person has given to everybody. */
import * as z from "zod/mini";
import { type Teammate, teammateSchema } from "./teammate";

/** Longest name, as of the views of a browser. */
export const VIEW_NAME_LENGTH = 80;

const name = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(VIEW_NAME_LENGTH), z.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u));
/** Search parameters of the list as on the URL. */
const search = z.record(z.string().check(z.regex(/^[a-zA-Z]{1,20}$/)), z.string().check(z.maxLength(1000)));
/** The number of the change that the page has seen; null: there was no such view. */
const version = z.nullable(z.int().check(z.nonnegative()));

/** What is stored of a view. `columns`: the layout as browsers store it; null: the one of who opens it. */
export const viewContentSchema = z.object({ search, columns: z.unknown() });

/** Bodies of the writes; `view` is its name, because `name` is that of the sender (server/team/team-request.ts). */
export const shareBody = z.object({ view: name, version, search, columns: z.unknown() });
export const pinBody = z.object({ view: name, version, isPinned: z.boolean() });
export const deleteViewBody = z.object({ view: name, version });

export const sharedViewSchema = z.object({
  name: z.string(),
  /** Who shared it, or changed it last. */
  by: teammateSchema,
  /** Epoch ms on the farm's clock. */
  atMs: z.number(),
  /** The number of its last change, which the next one has to name. */
  version: z.number(),
  /** Everybody has it in the navigation. */
  isPinned: z.boolean(),
  search: z.record(z.string(), z.string()),
  columns: z.unknown(),
});

export type ViewContent = z.infer<typeof viewContentSchema>;

export type SharedView = {
  readonly name: string;
  readonly by: Teammate;
  readonly atMs: number;
  readonly version: number;
  readonly isPinned: boolean;
  readonly search: Readonly<Record<string, string>>;
  readonly columns?: unknown;
};
