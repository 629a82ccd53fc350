/** `renderdeck fetched`: marks the rendered files of tasks as fetched, for everybody who uses the server. */
import * as z from "zod/mini";
import { MAX_FETCHED_TASKS } from "../../protocol/team/fetched";
import { NAME_LENGTH } from "../../protocol/team/teammate";
import type { ApiClient } from "../api-client";
import type { CommandLine } from "../command-line";
import { EXIT, type ExitCode, usageError } from "../exit-codes";
import type { Output } from "../output";

/** The answer is not needed: the exit code says that it was done. */
const answerSchema = z.object({ version: z.number() });

/** Marks tasks as fetched, or with --undo as not fetched. A token has its own name; --name counts where nobody signs in. */
export async function markFetched(client: ApiClient, line: CommandLine, output: Output): Promise<ExitCode> {
  const isFetched = !line.flags.has("undo");
  const name = line.texts.get("name") ?? "renderdeck";
  if (name.trim() === "" || name.length > NAME_LENGTH)
    throw usageError(`--name must have 1 to ${NAME_LENGTH} characters.`);
  for (let start = 0; start < line.ids.length; start += MAX_FETCHED_TASKS) {
    const tasks = line.ids.slice(start, start + MAX_FETCHED_TASKS);
    await client.post(`/api/team/${isFetched ? "fetched" : "unfetched"}`, { tasks, name }, answerSchema);
  }
  output.result({ tasks: line.ids, isFetched });
  for (const id of line.ids) output.line(`${id}  ${isFetched ? "marked as fetched" : "marked as not fetched"}`);
  return EXIT.ok;
}
