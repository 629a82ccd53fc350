import { EventEmitter } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { Pool } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeServer, listenOnFreePort } from "../testing/fake-farm";
import { sendRequest } from "./send-request";

const held: { path: string | undefined; response: ServerResponse }[] = [];
const server = createServer(({ url }, response) => held.push({ path: url, response }));
let pool: Pool;

beforeEach(async () => {
  pool = new Pool(`http://127.0.0.1:${await listenOnFreePort(server)}`, { connections: 1 });
});
afterEach(async () => {
  await pool.destroy();
  await closeServer(server);
  held.length = 0;
});

const ask = (path: string, timeoutMs = 5000, client?: Parameters<typeof sendRequest>[1]["client"]) =>
  sendRequest(pool, { path, headers: [], body: "{}", timeoutMs, maxBytes: 1000, client });

describe("exchange", () => {
  it("that ran out of time while it waited for a connection was not sent and never is", async () => {
    const first = ask("/first");
    expect(await ask("/late", 20)).toMatchObject({ kind: "failure", reason: "timeout", sent: false });
    await expect.poll(() => held).toHaveLength(1);
    held[0]?.response.end("first");
    expect(await first).toEqual({ kind: "reply", status: 200, body: "first" });
    const last = ask("/last");
    await expect.poll(() => held).toHaveLength(2);
    held[1]?.response.end("last");
    expect(await last).toMatchObject({ body: "last" });
    expect(held.map(({ path }) => path)).toEqual(["/first", "/last"]);
  });

  it("that ran out of time after it was written was sent", async () => {
    expect(await ask("/hang", 20)).toMatchObject({ kind: "failure", reason: "timeout", sent: true });
  });

  it("for a client that has gone already is not sent", async () => {
    const gone = Object.assign(new EventEmitter(), { destroyed: true });
    expect(await ask("/gone", 5000, gone)).toMatchObject({ reason: "cancelled", sent: false });
    expect(held).toEqual([]);
  });
});
