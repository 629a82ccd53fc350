/** The answer to a write and its entry in the audit. */
import { createServer } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { createByteBudget } from "../byte-budget";
import { noRateLimits } from "../limits/rate-limits";
import { closeServer, listenOnFreePort } from "../testing/fake-farm";
import { dialects } from "../upstream/dialects";
import { openIdentity, withIdentity } from "./identify";
import { createOperationHandler } from "./operation-handler";
import { createResponseHeaders } from "./response-headers";
import { createUnderWay } from "./under-way";
import { createViewerFilter } from "./viewer-filter";

const accepted = async () => ({ code: 200, body: '{"code":200}' });
const broken = async () => {
  throw new Error("bug");
};

it.each([
  ["that the farm accepted", accepted, 200],
  ["that failed", broken, 500],
])("a write %s is answered when its entry is written, and is under way until then", async (_, forward, status) => {
  const underWay = createUnderWay({ read: 8, write: 8 });
  const waiting: (() => void)[] = [];
  const handle = createOperationHandler({
    config: { publicOrigins: [] },
    forwarder: { dialect: dialects.current, forward },
    viewerFilter: createViewerFilter(forward, false),
    headers: createResponseHeaders({ publicOrigins: [] }),
    underWay,
    rateLimits: noRateLimits,
    budget: createByteBudget(),
    log: () => undefined,
    onWrite: () => new Promise<void>((resolve) => void waiting.push(resolve)),
  });
  const listener = (...[incoming, outgoing]: Parameters<typeof handle>) => void handle(incoming, outgoing);
  const server = createServer(withIdentity(listener, openIdentity(false)));
  onTestFinished(() => closeServer(server));
  const address = `http://127.0.0.1:${await listenOnFreePort(server)}/api/render/task/stopTask`;
  let isAnswered = false;
  const answer = fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ taskParam: [7] }),
  }).then((response) => {
    isAnswered = true;
    return response.status;
  });
  await expect.poll(() => waiting.length).toBe(1);
  // Another request takes its whole way meanwhile.
  expect((await fetch(address.replace("stopTask", "unknown"), { method: "POST" })).ok).toBe(false);
  expect([isAnswered, underWay.list().map(({ operation }) => operation)]).toEqual([false, ["stopTask"]]);
  waiting[0]?.();
  expect(await answer).toBe(status);
  expect(underWay.list()).toEqual([]);
});
