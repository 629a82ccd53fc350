/** The server process: stop, crash and a low limit of file descriptors, in front of a farm that responds when the test says so. */
import { describe, expect, it, onTestFinished } from "vitest";
import { accessKey, envelopeText, startFakeFarm } from "../proxy/testing/fake-farm";
import { openSocket, operationBytes } from "../proxy/testing/raw-socket";
import { type ServerProcess, startServerProcess } from "./testing/server-process";

const TIMEOUT_MS = 30_000;
const write = operationBytes("task/stopTask", { taskParam: [18278, 18279] });
const read = operationBytes("user/queryUserSetting", {});

/** The server itself reads the task list and the balance. */
const isOwnRead = ({ path }: { readonly path: string }) => /\/(?:getTaskList|queryUserProfile)$/.test(path);

/** A server in front of a farm whose responses wait for `respond`. */
async function setup(shellPrefix = "") {
  const responses: (() => void)[] = [];
  const farm = await startFakeFarm((response, _, { path }) => {
    if (isOwnRead({ path })) response.end(envelopeText(700));
    else responses.push(() => response.end(envelopeText(200)));
  });
  onTestFinished(farm.close);
  /** What the farm received through the proxy. */
  const forwarded = () => farm.requests.filter((request) => !isOwnRead(request));
  const server = await startServerProcess(farm.port, { shellPrefix });
  const respond = () => {
    for (const send of responses.splice(0)) send();
  };
  /** Opens a connection, sends bytes and waits until the farm has one more request. */
  const sendToFarm = async (bytes: string) => {
    const count = forwarded().length;
    const client = await openSocket(server.origin);
    client.send(bytes);
    await expect.poll(() => forwarded().length).toBe(count + 1);
    return client;
  };
  return { forwarded, server, respond, sendToFarm };
}

/** Events in the order of their time: a line that is being written may come after the last ones, which are written at once. */
const events = ({ log }: ServerProcess) =>
  log()
    .filter(({ event }) => event !== undefined)
    .toSorted((a, b) => Number(a["time"]) - Number(b["time"]));
const stoppingLogged = async (server: ServerProcess) => {
  await expect.poll(() => events(server)).toContainEqual(expect.objectContaining({ event: "stopping" }));
};

describe("SIGTERM", () => {
  it(
    "without work ends the process at once, with code 0",
    async () => {
      const { server } = await setup();
      const idle = await openSocket(server.origin);
      const halfHeader = await openSocket(server.origin);
      halfHeader.send("GET / HTTP/1.1\r\nhost:");
      server.child.kill("SIGTERM");
      expect(await server.exitCode).toBe(0);
      expect(await idle.received()).toBe("");
      const all = events(server);
      expect(all).toHaveLength(2);
      expect(all).toContainEqual(expect.objectContaining({ event: "stopping", operations: [] }));
      expect(all).toContainEqual(expect.objectContaining({ event: "stopped", reason: "done" }));
    },
    TIMEOUT_MS,
  );

  it(
    "lets a write finish, refuses new requests and ends with code 0",
    async () => {
      const { forwarded, server, respond, sendToFarm } = await setup();
      const writing = await sendToFarm(write);
      server.child.kill("SIGTERM");
      await stoppingLogged(server);
      for (const [path, method] of [
        ["/api/render/user/queryUserSetting", "POST"],
        ["/", "GET"],
        ["/healthz", "GET"],
      ] as const) {
        const response = await fetch(server.origin + path, {
          method,
          ...(method === "POST" ? { headers: { "content-type": "application/json" }, body: "{}" } : {}),
        });
        expect([path, response.status, response.headers.get("retry-after")]).toEqual([path, 503, "5"]);
        expect(response.headers.get("connection")).toBe("close");
        expect(await response.json()).toMatchObject({ type: "urn:renderdeck:problem:stopping", certainty: "not-sent" });
      }
      respond();
      expect(await writing.received()).toMatch(/^HTTP\/1\.1 200 [\s\S]*"code":200/);
      expect(await server.exitCode).toBe(0);
      expect(forwarded()).toHaveLength(1);
      expect(events(server)).toMatchObject([
        { event: "stopping", operations: [{ operation: "stopTask", taskParam: [18278, 18279] }] },
        { event: "stopped", reason: "done" },
      ]);
      expect(server.log()).toContainEqual(expect.objectContaining({ operation: "stopTask", code: 200 }));
    },
    TIMEOUT_MS,
  );

  it(
    "is not ready any more at once, and answers as before for the time that balancers need",
    async () => {
      const { server, respond, sendToFarm } = await setup("export RENDERDECK_DRAIN_SECONDS=3;");
      const statusOf = async (path: string) => (await fetch(server.origin + path)).status;
      expect([await statusOf("/readyz"), await statusOf("/livez")]).toEqual([200, 200]);
      const writing = await sendToFarm(write);
      server.child.kill("SIGTERM");
      await stoppingLogged(server);
      expect([await statusOf("/readyz"), await statusOf("/livez"), await statusOf("/")]).toEqual([503, 200, 200]);
      // Then requests are refused, while the write still waits.
      await expect.poll(() => statusOf("/")).toBe(503);
      expect([await statusOf("/readyz"), await statusOf("/livez")]).toEqual([503, 200]);
      respond();
      expect(await writing.received()).toMatch(/^HTTP\/1\.1 200 /);
      expect(await server.exitCode).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    "lets a write finish whose client is gone",
    async () => {
      const { server, respond, sendToFarm } = await setup();
      (await sendToFarm(write)).socket.destroy();
      server.child.kill("SIGTERM");
      await stoppingLogged(server);
      respond();
      expect(await server.exitCode).toBe(0);
      expect(server.log()).toContainEqual(expect.objectContaining({ operation: "stopTask", code: 200 }));
    },
    TIMEOUT_MS,
  );

  it(
    "refuses a request whose body is not complete at once",
    async () => {
      const { forwarded, server } = await setup();
      const half = await openSocket(server.origin);
      half.send(write.slice(0, -5));
      // The server has the first part when it has answered a later request.
      expect((await fetch(server.origin)).status).toBe(200);
      server.child.kill("SIGTERM");
      expect(await half.received()).toMatch(/^HTTP\/1\.1 503 [\s\S]*"certainty":"not-sent"/);
      expect(await server.exitCode).toBe(0);
      expect(forwarded()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    "cuts reads after a few seconds, with code 0",
    async () => {
      const { server, sendToFarm } = await setup();
      await sendToFarm(read);
      server.child.kill("SIGTERM");
      expect(await server.exitCode).toBe(0);
      expect(events(server)).toContainEqual(expect.objectContaining({ event: "cut", reads: 1, writes: [] }));
    },
    TIMEOUT_MS,
  );

  it(
    "for the second time ends the process at once and names the writes that are cut, with code 1",
    async () => {
      const { server, sendToFarm } = await setup();
      await sendToFarm(write);
      server.child.kill("SIGTERM");
      await stoppingLogged(server);
      server.child.kill("SIGTERM");
      expect(await server.exitCode).toBe(1);
      expect(events(server)).toMatchObject([
        { event: "stopping" },
        {
          event: "cut",
          level: 40,
          certainty: "unknown",
          writes: [{ operation: "stopTask", taskParam: [18278, 18279] }],
        },
        { event: "stopped", reason: "second signal SIGTERM" },
      ]);
    },
    TIMEOUT_MS,
  );
});

describe("a crash", () => {
  it.each([
    ["SIGUSR2", "uncaughtException", "exception of the test"],
    ["SIGURG", "unhandledRejection", "rejection of the test"],
  ] as const)(
    "is logged as JSON with the writes under way, and no line is lost: %s",
    async (signal, origin, error) => {
      const { server, sendToFarm } = await setup();
      await sendToFarm(write);
      for (let count = 0; count < 50; count += 1) {
        const response = await fetch(`${server.origin}/api/render/task/unknown${count}`, { method: "POST" });
        await response.arrayBuffer();
      }
      server.child.kill(signal);
      expect(await server.exitCode).toBe(1);
      const log = server.log();
      expect(log).toHaveLength(51);
      expect(log.find(({ event }) => event === "crashed")).toMatchObject({
        level: 60,
        origin,
        error: expect.stringContaining(error),
        certainty: "unknown",
        writes: [{ operation: "stopTask", taskParam: [18278, 18279] }],
      });
      expect(server.output()).not.toContain(accessKey);
    },
    TIMEOUT_MS,
  );

  it(
    "that kills the process loses no line of an earlier turn",
    async () => {
      const { server } = await setup();
      await fetch(`${server.origin}/api/render/task/unknown`, { method: "POST" });
      await expect.poll(() => server.log()).toHaveLength(1);
      server.child.kill("SIGKILL");
      await server.exitCode;
      expect(server.log()).toMatchObject([{ operation: "unknown" }]);
    },
    TIMEOUT_MS,
  );
});

describe("a limit of 256 file descriptors", () => {
  it(
    "leaves connections to the farm, whatever the number of silent clients",
    async () => {
      const { forwarded, server, respond } = await setup("ulimit -n 256;");
      for (let count = 0; count < 400; count += 1) await openSocket(server.origin);
      const readers = await Promise.all(Array.from({ length: 20 }, () => openSocket(server.origin)));
      // Different reads: identical ones share a connection to the farm.
      for (const [page, { send }] of readers.entries()) {
        const bytes = operationBytes("task/queryTaskFrames", { taskId: 1, pageNum: page + 1, pageSize: 100 });
        send(bytes.replace("content-type", "connection: close\r\ncontent-type"));
      }
      await expect.poll(forwarded).toHaveLength(20);
      respond();
      for (const { received } of readers) expect(await received()).toMatch(/^HTTP\/1\.1 200 /);
      expect(server.output()).not.toContain("EMFILE");
    },
    TIMEOUT_MS,
  );
});
