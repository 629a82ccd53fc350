/** The query of all farm accounts of our server. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type AccountsAnswer, SUMMARY_FORMAT } from "../../mirror/accounts-summary";
import { CallError } from "../../protocol/wire/call-error";
import { getJson } from "../http/get-json";
import { type PollingChoice, pollingInterval } from "../http/polling";

const isAnswer = (json: unknown): json is AccountsAnswer =>
  typeof json === "object" && json !== null && "format" in json && json.format === SUMMARY_FORMAT;

/** `text`: tasks that match it; empty: those that are active or ended in trouble in the last day. */
export const accountsSummaryQuery = (text: string, polling: PollingChoice) =>
  queryOptions({
    queryKey: ["accounts", text] as const,
    queryFn: async ({ signal }): Promise<AccountsAnswer> => {
      const parameters = new URLSearchParams(text === "" ? {} : { q: text });
      const json = await getJson(`/api/accounts?${parameters.toString()}`, "history", signal);
      if (isAnswer(json)) return json;
      throw new CallError("history", { kind: "shape", detail: "no answer of the accounts", certainty: "not-sent" });
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      pollingInterval(polling, {
        isBusy: state.data?.accounts.some(({ executing }) => executing > 0) ?? false,
        hasFailed: state.status === "error",
      }),
  });
