/** The query layer over a demo farm of its own: the real fetch client and a fresh query client; only the network is msw. */
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, onTestFinished, vi } from "vitest";
import type { FarmOptions } from "../../mocks/farm/farm";
import { testFarm } from "../../mocks/farm/test-farm";
import { createFaults } from "../../mocks/faults";
import { createHandlers } from "../../mocks/msw";
import { endpoints, type OperationName, operationNames } from "../protocol/endpoints";
import { createQueryClient } from "../queries/http/query-client";
import { server } from "./server";

/** Starts the network of a test file in Node. Files in jsdom have it from setup.ts. */
export function startNetwork(): void {
  beforeAll(() => {
    // The paths of the operations are relative to the page.
    vi.stubGlobal("location", new URL("http://localhost:3000/tasks"));
    server.listen({ onUnhandledRequest: "error" });
  });
  afterEach(() => server.resetHandlers());
  afterAll(() => {
    server.close();
    vi.unstubAllGlobals();
  });
}

type SentRequest = { readonly name: OperationName; body: unknown };

async function readBody(sent: SentRequest, request: Request): Promise<void> {
  sent.body = await request.json();
}

/** A promise that is resolved from outside. */
function createGate() {
  let resolveOpened: (() => void) | undefined;
  const opened = new Promise<void>((resolve) => {
    resolveOpened = resolve;
  });
  return { opened, open: () => resolveOpened?.() };
}

const namesByPath = new Map<string, OperationName>(operationNames.map((name) => [endpoints[name].path, name]));

/** A farm, the faults of its network, a query client, and the requests that were sent to it. */
export function connectFarm({
  dialect = "2018",
  ...options
}: Partial<Omit<FarmOptions, "now">> & { readonly dialect?: "2018" | "current" } = {}) {
  const farm = testFarm({ tasks: 2, ...options });
  const faults = createFaults();
  server.use(...createHandlers({ farm: farm.farm, faults, dialect }));

  const requests: SentRequest[] = [];
  const record = ({ request }: { request: Request }) => {
    const name = namesByPath.get(new URL(request.url).pathname);
    if (name === undefined) return;
    const sent: SentRequest = { name, body: undefined };
    requests.push(sent);
    void readBody(sent, request.clone());
  };
  server.events.on("request:start", record);

  const client = createQueryClient();
  const { queries = {}, mutations = {} } = client.getDefaultOptions();
  client.setDefaultOptions({ queries: { ...queries, retryDelay: 0 }, mutations });
  onTestFinished(() => {
    server.events.removeListener("request:start", record);
    client.clear();
  });

  return {
    farm,
    faults,
    client,
    requests,
    /** The bodies of the requests of one operation, in the order in which they were sent. */
    sent: (name: OperationName): readonly unknown[] =>
      requests.filter((request) => request.name === name).map(({ body }) => body),
    /** Lets the operation respond with this data from now on. */
    respond: (name: OperationName, data: unknown) =>
      server.use(
        http.post(`*${endpoints[name].path}`, () =>
          HttpResponse.json({ version: "1.0.0", code: 200, message: "success", data, serverTime: farm.now() }),
        ),
      ),
    /** Holds the responses of an operation back until the returned function is called. */
    hold: (name: OperationName): (() => void) => {
      const gate = createGate();
      // A handler without a response leaves the request to the next one.
      server.use(http.post(`*${endpoints[name].path}`, () => gate.opened));
      return gate.open;
    },
  };
}

export type ConnectedFarm = ReturnType<typeof connectFarm>;
