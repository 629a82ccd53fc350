import { EventEmitter } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { Pool } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createByteBudget } from "../byte-budget";
import { closeServer, listenOnFreePort } from "../testing/fake-farm";
import { type ClientConnection, sendRequest } from "./send-request";

/** Requests that arrived; the tests send the responses. */
const arrived: { path: string | undefined; response: ServerResponse }[] = [];
const server = createServer(({ url }, response) => arrived.push({ path: url, response }));
const budget = createByteBudget();
let pool: Pool;

beforeEach(async () => {
  pool = new Pool(`http://127.0.0.1:${await listenOnFreePort(server)}`, { connections: 1 });
});
afterEach(async () => {
  await pool.destroy();
  await closeServer(server);
  arrived.length = 0;
});

const send = (path: string, timeoutMs = 5000, client?: ClientConnection) =>
  sendRequest(pool, { path, headers: [], body: "{}", timeoutMs, maxBytes: 1000, budget, client });

const createClient = (destroyed = false) => Object.assign(new EventEmitter(), { destroyed });

/** Sends a request and waits until it arrives. */
async function sendAndArrive(path: string, client?: ClientConnection) {
  const sending = send(path, 5000, client);
  await expect.poll(() => arrived).toHaveLength(1);
  return { sending, response: arrived[0]?.response };
}

describe("sendRequest", () => {
  it("returns status and body of the reply", async () => {
    const { sending, response } = await sendAndArrive("/reply");
    response?.writeHead(201).write("镜");
    response?.end("头");
    expect(await sending).toEqual({ kind: "reply", status: 201, body: "镜头" });
  });

  it("never sends a request that times out while it waits for a connection", async () => {
    const first = send("/first");
    expect(await send("/late", 20)).toMatchObject({ kind: "failure", reason: "timeout", isSent: false });
    await expect.poll(() => arrived).toHaveLength(1);
    arrived[0]?.response.end("first");
    expect(await first).toEqual({ kind: "reply", status: 200, body: "first" });
    const last = send("/last");
    await expect.poll(() => arrived).toHaveLength(2);
    arrived[1]?.response.end("last");
    expect(await last).toMatchObject({ body: "last" });
    expect(arrived.map(({ path }) => path)).toEqual(["/first", "/last"]);
  });

  it("reports a timeout after the request was written as sent", async () => {
    expect(await send("/hang", 20)).toEqual({
      kind: "failure",
      reason: "timeout",
      isSent: true,
      cause: "no answer in 20 ms",
    });
  });

  it("sends nothing for a client that is already disconnected", async () => {
    expect(await send("/gone", 5000, createClient(true))).toEqual({
      kind: "failure",
      reason: "cancelled",
      isSent: false,
      cause: "cancelled",
    });
    expect(arrived).toEqual([]);
  });

  it("aborts the request when the client disconnects", async () => {
    const client = createClient();
    const { sending, response } = await sendAndArrive("/leave", client);
    const aborted = new Promise((resolve) => response?.once("close", resolve));
    client.emit("close");
    expect(await sending).toMatchObject({ reason: "cancelled", isSent: true });
    await aborted;
  });

  it("removes its listener from the client", async () => {
    const client = createClient();
    const { sending, response } = await sendAndArrive("/reply", client);
    expect(client.listenerCount("close")).toBe(1);
    response?.end("x");
    await sending;
    expect(client.listenerCount("close")).toBe(0);
  });

  it("accepts a reply of maxBytes", async () => {
    const { sending, response } = await sendAndArrive("/large");
    response?.end("x".repeat(1000));
    expect(await sending).toMatchObject({ kind: "reply" });
  });

  it("fails for a reply of more than maxBytes", async () => {
    const { sending, response } = await sendAndArrive("/large");
    response?.end("x".repeat(1001));
    expect(await sending).toEqual({
      kind: "failure",
      reason: "too-large",
      isSent: true,
      cause: "more than 1000 bytes",
    });
  });

  it("reports a connection that breaks with Node's error code", async () => {
    const { sending, response } = await sendAndArrive("/reset");
    response?.socket?.resetAndDestroy();
    expect(await sending).toMatchObject({ reason: "broken", isSent: true, cause: "ECONNRESET" });
  });

  it.each(["EMFILE", "ENFILE", "EADDRNOTAVAIL"])("reports %s, a lack of this machine, as exhausted", async (code) => {
    class ExhaustedPool extends Pool {
      override dispatch(...[, handler]: Parameters<Pool["dispatch"]>): boolean {
        const error = Object.assign(new Error("connect"), { code });
        handler.onResponseError?.(Object(null), error);
        return false;
      }
    }
    const exhausted = new ExhaustedPool("http://127.0.0.1:1");
    const request = { path: "/", headers: [], body: "{}", timeoutMs: 5000, maxBytes: 1, budget, client: undefined };
    expect(await sendRequest(exhausted, request)).toEqual({
      kind: "failure",
      reason: "exhausted",
      isSent: false,
      cause: code,
    });
    await exhausted.close();
  });

  it("fails without memory for the reply, and gives the memory back", async () => {
    const small = createByteBudget(10);
    const request = { path: "/reply", headers: [], body: "{}", timeoutMs: 5000, maxBytes: 1000, client: undefined };
    const sending = sendRequest(pool, { ...request, budget: small });
    await expect.poll(() => arrived).toHaveLength(1);
    arrived[0]?.response.end("x".repeat(11));
    expect(await sending).toMatchObject({ kind: "failure", reason: "exhausted" });
    expect([small.used(), budget.used()]).toEqual([0, 0]);
  });

  it("reports a closed port as unreachable", async () => {
    await closeServer(server);
    expect(await send("/nowhere")).toEqual({
      kind: "failure",
      reason: "unreachable",
      isSent: false,
      cause: "ECONNREFUSED",
    });
  });
});
