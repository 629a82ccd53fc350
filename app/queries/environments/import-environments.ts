import { useMutation, useQueryClient } from "@tanstack/react-query";
import { sendWrites, type WriteOutcome } from "../../protocol/tasks/write-batches";
import { type SaveRequest, saveEnvironment } from "./environment-writes";
import { environmentKeys } from "./environments";

/** The result for one environment. */
export type ImportResult = WriteOutcome<SaveRequest>;

/**
 * Sends environments one after another, each once. A refusal concerns one environment only; after a request without a response
 * from the farm the remaining ones are not sent.
 */
export function useImportEnvironments() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (requests: readonly SaveRequest[]): Promise<readonly ImportResult[]> =>
      sendWrites(requests, saveEnvironment, { stopsAfter: (failure) => failure.kind !== "farm" }),
    onSettled: () => client.invalidateQueries({ queryKey: environmentKeys.lists }),
  });
}
