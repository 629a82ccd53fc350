import { queryOptions } from "@tanstack/react-query";
import { callOperation } from "../http/call-operation";
import { taskKeys } from "./task-keys";

/** A folder of the account's output: the one of a task, whatever its name, or one by its path from the root. */
export type OutputFolder = { readonly taskId: number } | { readonly path: string };

/** The files of an output folder (current dialect). */
export const outputFilesQuery = (folder: OutputFolder) =>
  queryOptions({
    queryKey: taskKeys.outputFiles(folder),
    queryFn: ({ signal }) => {
      const request = "taskId" in folder ? { treePath: "/", taskId: folder.taskId } : { treePath: folder.path };
      return callOperation("getOutputUserDirFile", request, signal);
    },
  });
