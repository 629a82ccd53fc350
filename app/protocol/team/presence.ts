/** Presence: who has a task open at this moment. It is kept in memory only, and ends by itself. */
import * as z from "zod/mini";
import { teammateSchema } from "./teammate";

/** A page that shows a task says so this often, ms. */
export const PRESENCE_RENEW_MS = 5000;
/** A page that says nothing for so long does not show its task any more, ms: it misses three times before. */
export const PRESENCE_LIFE_MS = 20_000;

/** People that one answer names. */
export const MAX_PEOPLE_HERE = 20;

/** `page`: random name of an open page, so that it is on one task at a time. */
export const presenceBody = z.object({
  page: z.string().check(z.regex(/^[\da-f]{16}$/)),
  /** A top-level task; null: the page has left its task. */
  task: z.nullable(z.int().check(z.positive())),
});

/** The answer to POST /api/team/here: the others who have the task open, in the order in which they came. */
export const presenceAnswerSchema = z.object({ here: z.readonly(z.array(teammateSchema)) });

export type PresenceAnswer = z.infer<typeof presenceAnswerSchema>;
