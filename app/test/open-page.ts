/** The query layer of a page without a browser: what it asks, this process answers. */
import { onTestFinished, vi } from "vitest";
import { createQueryClient } from "../queries/http/query-client";
import { refusedCapabilities } from "../queries/http/refused-capabilities";

const ORIGIN = "http://127.0.0.1";

/** Until the end of the test `answer` responds to every request. Failed reads are retried without a pause. */
export function openPage(answer: (request: Request) => Response | Promise<Response>) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    const request = new Request(new URL(path, ORIGIN), init);
    asked.push(request.url.slice(ORIGIN.length));
    return answer(request);
  });
  const client = createQueryClient();
  const { queries = {}, mutations = {} } = client.getDefaultOptions();
  client.setDefaultOptions({ queries: { ...queries, retryDelay: 0 }, mutations });
  // Files of tests share their modules, and with them what the farm has refused.
  onTestFinished(() => {
    refusedCapabilities.set(new Map());
    client.clear();
    vi.unstubAllGlobals();
  });
  return {
    client,
    /** Paths with their parameters, in the order of the requests. */
    asked,
  };
}

/** The farm's envelope of a success. */
export const success = (data: unknown): Response =>
  Response.json({ version: "1.0.0", code: 200, message: "success", data, serverTime: Date.now() });
