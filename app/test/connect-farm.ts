/** Connects the query layer to a new demo farm: the fetch client is real, the query client is new, and msw is the network. */
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, onTestFinished, vi } from "vitest";
import type { FarmOptions } from "../../mocks/farm/farm";
import { testFarm } from "../../mocks/farm/test-farm";
import { createFaults } from "../../mocks/faults";
import { createHandlers } from "../../mocks/msw";
import { endpoints, type OperationName, operationNames } from "../protocol/endpoints";
import { createQueryClient } from "../queries/http/query-client";
import { server } from "./server";

/** Starts the mocked network of a test file in Node. In jsdom setup.ts starts it. */
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

/** A promise with the function that resolves it. */
function createGate() {
  let resolveOpened: (() => void) | undefined;
  const opened = new Promise<void>((resolve) => {
    resolveOpened = resolve;
  });
  return { opened, open: () => resolveOpened?.() };
}

const namesByPath = new Map<string, OperationName>(operationNames.map((name) => [endpoints[name].path, name]));

/** Returns a farm, the faults of its network, a query client and the requests sent to the farm. */
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
    /** The request bodies of one operation, in the order of sending. */
    sent: (name: OperationName): readonly unknown[] =>
      requests.filter((request) => request.name === name).map(({ body }) => body),
    /** Makes the operation respond with this data from now on. */
    respond: (name: OperationName, data: unknown) =>
      server.use(
        http.post(`*${endpoints[name].path}`, () =>
          HttpResponse.json({ version: "1.0.0", code: 200, message: "success", data, serverTime: farm.now() }),
        ),
      ),
    /** Delays the responses of an operation until the returned function is called. */
    hold: (name: OperationName): (() => void) => {
      const gate = createGate();
      // A handler that returns nothing passes the request to the next handler.
      server.use(http.post(`*${endpoints[name].path}`, () => gate.opened));
      return gate.open;
    },
  };
}

export type ConnectedFarm = ReturnType<typeof connectFarm>;
