import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Failure } from "../../protocol/wire/failure";
import { sendWrites } from "../tasks/write-batches";
import { type SaveRequest, saveEnvironment } from "./environment-writes";
import { environmentKeys } from "./environments";

/** The result for one imported environment: null success, a failure, or "not-sent" after the failure of an earlier one. */
export type ImportResult = { readonly name: string; readonly result: Failure | "not-sent" | null };

/**
 * Sends environments one after another, each once. A refusal concerns one environment only; after a request without a response
 * from the farm the remaining ones are not sent.
 */
export function useImportEnvironments() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (requests: readonly SaveRequest[]): Promise<readonly ImportResult[]> => {
      const outcomes = await sendWrites(requests, saveEnvironment, {
        stopsAfter: (failure) => failure.kind !== "farm",
      });
      return outcomes.map(({ write, isSent, failure }) => ({
        name: write.environment.name,
        result: isSent ? failure : "not-sent",
      }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: environmentKeys.lists }),
  });
}
