/** "Fetched": somebody, or a script, has the rendered files of a task. The farm does not know; moments are epoch ms on its clock. */
import * as z from "zod/mini";
import { teammateSchema } from "./teammate";

export const fetchedMarkSchema = z.object({ by: teammateSchema, atMs: z.int() });

export type FetchedMark = z.infer<typeof fetchedMarkSchema>;

/** Tasks that one request marks. */
export const MAX_FETCHED_TASKS = 500;
