/** Fairness: what one client sends does not keep others, writes or the health check from the farm. */
import { describe, expect, it } from "vitest";
import { envelopeText, type Responder } from "../testing/fake-farm";
import { startProxiedFarm } from "../testing/proxied-farm";
import { openSocket, operationBytes } from "../testing/raw-socket";

const connections = { readConnections: 6, writeConnections: 4 };
const listBody = { pageNum: 1, pageSize: 10 };
const listRequest = operationBytes("task/getTaskList", listBody);

/** A request through a reverse proxy on this machine, from a client that also sent an address itself. */
const forwarded = (address: string) =>
  operationBytes("task/getTaskList", listBody, [`x-forwarded-for: 9.9.9.9, ${address}`]);

/** Never responds to getTaskList. */
const hangOnLists: Responder = (response, _, { path }) => {
  if (!path.endsWith("/getTaskList")) response.end(envelopeText(200));
};

describe("5,000 requests on one connection while the farm hangs", () => {
  it("take 4 connections to the farm; other readers, writes and the health check go on", async () => {
    const { farm, proxy } = await startProxiedFarm(hangOnLists, { limits: connections });
    const { socket, send } = await openSocket(proxy.origin);
    send(listRequest.repeat(5000));
    await expect.poll(() => farm.requests.length).toBe(4);
    expect((await proxy.post("user/queryUserSetting")).status).toBe(200);
    expect((await proxy.post("task/stopTask", { taskParam: [1] })).status).toBe(200);
    expect(await (await fetch(`${proxy.origin}/healthz`)).json()).toMatchObject({ upstream: { reachable: true } });
    expect(farm.requests.filter(({ path }) => path.endsWith("/getTaskList"))).toHaveLength(4);
    socket.destroy();
  });

  it("are refused with 503 and Retry-After above the bound", async () => {
    let release: (() => void) | undefined;
    const { proxy } = await startProxiedFarm((response, count) => {
      if (count === 1) release = () => response.end(envelopeText(200));
      else response.end(envelopeText(200));
    });
    const { socket, send } = await openSocket(proxy.origin);
    send(listRequest.repeat(6));
    await expect.poll(() => proxy.log.filter(({ problem }) => problem === "busy")).toHaveLength(2);
    await expect.poll(() => release).toBeDefined();
    release?.();
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
    await expect
      .poll(() => text.match(/HTTP\/1\.1 \d+/g))
      .toEqual([...Array(4).fill("HTTP/1.1 200"), ...Array(2).fill("HTTP/1.1 503")]);
    expect(text.match(/retry-after: 2/g)).toHaveLength(2);
    expect(text).toContain('"certainty":"not-sent"');
    socket.destroy();
  });
});

describe("many connections of one address while the farm hangs", () => {
  it("take at most half of the connections for reads", async () => {
    const { farm, proxy } = await startProxiedFarm(hangOnLists, { limits: connections });
    const sockets = await Promise.all(Array.from({ length: 10 }, () => openSocket(proxy.origin)));
    for (const { send } of sockets) send(forwarded("10.0.0.1"));
    await expect.poll(() => proxy.log.filter(({ problem }) => problem === "busy")).toHaveLength(7);
    expect(farm.requests).toHaveLength(3);
    const other = await openSocket(proxy.origin);
    other.send(forwarded("10.0.0.2"));
    await expect.poll(() => farm.requests).toHaveLength(4);
    for (const { socket } of [...sockets, other]) socket.destroy();
  });

  it("of one connection are aborted with it, also those behind the first", async () => {
    let closed = 0;
    const { farm, proxy } = await startProxiedFarm((response) => {
      response.once("close", () => {
        closed += 1;
      });
    });
    const { socket, send } = await openSocket(proxy.origin);
    send(listRequest.repeat(3));
    await expect.poll(() => farm.requests).toHaveLength(3);
    socket.destroy();
    await expect.poll(() => closed).toBe(3);
  });

  it("give their places back when their clients leave", async () => {
    const { farm, proxy } = await startProxiedFarm(hangOnLists, { limits: connections });
    const sockets = await Promise.all(Array.from({ length: 3 }, () => openSocket(proxy.origin)));
    for (const { send } of sockets) send(forwarded("10.0.0.1"));
    await expect.poll(() => farm.requests).toHaveLength(3);
    for (const { socket } of sockets) socket.destroy();
    await expect.poll(() => proxy.log.filter(({ problem }) => problem === "client-gone")).toHaveLength(3);
    const next = await openSocket(proxy.origin);
    next.send(forwarded("10.0.0.1"));
    await expect.poll(() => farm.requests).toHaveLength(4);
    next.socket.destroy();
  });
});

describe("operations of all clients", () => {
  it("wait in a queue of five times the connections, then are refused", async () => {
    const { farm, proxy } = await startProxiedFarm(hangOnLists, { limits: { ...connections, readConnections: 2 } });
    const sockets = await Promise.all(Array.from({ length: 13 }, () => openSocket(proxy.origin)));
    for (const { send } of sockets) send(listRequest);
    await expect.poll(() => proxy.log.filter(({ problem }) => problem === "busy")).toHaveLength(3);
    expect(farm.requests).toHaveLength(2);
    expect((await proxy.post("task/stopTask", { taskParam: [1] })).status).toBe(200);
    for (const { socket } of sockets) socket.destroy();
  });
});

describe("60 clients that do not read their responses", () => {
  it("leave the memory bounded and another reader served", async () => {
    const large = envelopeText(200, "x".repeat(5_000_000));
    const { proxy } = await startProxiedFarm((response) => response.end(large), { maxBytes: 20_000_000 });
    const sockets = [];
    for (let count = 0; count < 60; count += 1) {
      const { socket, send } = await openSocket(proxy.origin);
      socket.pause();
      send(listRequest.repeat(2));
      sockets.push(socket);
    }
    await expect.poll(() => proxy.log.length, { timeout: 20_000 }).toBe(120);
    expect(proxy.usedBytes()).toBeLessThanOrEqual(25_000_000);
    expect(await (await proxy.post("task/getTaskList", listBody)).text()).toBe(large);
    for (const socket of sockets) socket.destroy();
    await expect.poll(proxy.usedBytes).toBe(0);
  }, 30_000);
});
