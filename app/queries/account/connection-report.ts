/** The server's connection test of its farm account. */
import { queryOptions } from "@tanstack/react-query";
import type { ConnectionReport } from "../../protocol/connection";
import { getJson } from "../http/get-json";

const PATH = "/api/connection";

/** The page is of the server's build, so the answer has its type. */
async function readReport(path: string, signal?: AbortSignal): Promise<ConnectionReport> {
  const answer: unknown = await getJson(path, "queryUserProfile", signal);
  if (!isReport(answer)) throw new Error("The server sent no connection report");
  return answer;
}

const isReport = (answer: unknown): answer is ConnectionReport =>
  typeof answer === "object" && answer !== null && "result" in answer;

/** The last test, which the server did at its start or at the last request. */
export const connectionReportQuery = queryOptions({
  queryKey: ["account", "connection"] as const,
  queryFn: ({ signal }) => readReport(PATH, signal),
});

/** Tests again. */
export const testConnection = (): Promise<ConnectionReport> => readReport(`${PATH}?repeat=1`);
