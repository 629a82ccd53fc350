import { queryOptions } from "@tanstack/react-query";
import type { Note, NotesAnswer } from "../../protocol/team/notes";
import { CallError } from "../../protocol/wire/call-error";
import { getJson } from "../http/get-json";

/** The notes of a task, oldest first. `count`: how many there are by the last live answer, so that a new one is read at once. */
export const notesQuery = (taskId: number, count: number) =>
  queryOptions({
    queryKey: ["team", "notes", taskId, count] as const,
    queryFn: async ({ signal }): Promise<readonly Note[]> => {
      const json = await getJson(`/api/team/tasks/${taskId}/notes`, "history", signal);
      if (isAnswer(json)) return json.notes;
      throw new CallError("history", { kind: "shape", detail: "no answer of the team routes", certainty: "not-sent" });
    },
    placeholderData: (previous, query) => (query?.queryKey[2] === taskId ? previous : undefined),
    staleTime: 0,
  });

const isAnswer = (json: unknown): json is NotesAnswer => typeof json === "object" && json !== null && "notes" in json;
