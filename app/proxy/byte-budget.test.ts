import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { type ByteBudget, createByteBudget } from "./byte-budget";
import { closeServer, listenOnFreePort } from "./testing/fake-farm";
import { openSocket } from "./testing/raw-socket";

/** More than the buffers of a connection take. */
const LARGE = 20_000_000;
const request = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

/** A server whose responses count in the budget. `stall` opens a connection that reads nothing; it resolves with the server's socket. */
async function setup(budget: ByteBudget) {
  const server = createServer((_, outgoing) => {
    outgoing.end(Buffer.alloc(LARGE, "x"));
    budget.holdUntilSent(outgoing, LARGE);
  });
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  onTestFinished(() => closeServer(server));
  return {
    stall: async (requests = 1) => {
      const connected = once(server, "connection");
      const client = await openSocket(origin);
      client.socket.pause();
      client.send(request.repeat(requests));
      const [socket] = await connected;
      return { ...client, serverSocket: socket };
    },
  };
}

describe("createByteBudget", () => {
  it("takes bytes up to its bound", () => {
    const budget = createByteBudget(100);
    expect([budget.take(60), budget.take(41), budget.take(40), budget.take(1)]).toEqual([true, false, true, false]);
    budget.give(60);
    expect([budget.take(60), budget.used()]).toEqual([true, 100]);
  });

  it("holds a response until it is taken", async () => {
    const budget = createByteBudget(10 * LARGE);
    const { stall } = await setup(budget);
    const { socket } = await stall();
    await expect.poll(budget.used).toBe(LARGE);
    socket.resume();
    await expect.poll(budget.used).toBe(0);
  });

  it("releases all responses of a connection that closes, also those behind the first", async () => {
    const budget = createByteBudget(10 * LARGE);
    const { stall } = await setup(budget);
    const { socket } = await stall(3);
    await expect.poll(budget.used).toBeGreaterThanOrEqual(LARGE);
    socket.destroy();
    await expect.poll(budget.used).toBe(0);
  });

  it("cuts the clients that have been reading longest, and no more than needed", async () => {
    const budget = createByteBudget(3 * LARGE);
    const { stall } = await setup(budget);
    const clients = [];
    for (let count = 1; count <= 3; count += 1) {
      clients.push(await stall());
      await expect.poll(budget.used).toBe(count * LARGE);
    }
    expect(budget.take(LARGE + 1)).toBe(true);
    expect(clients.map(({ serverSocket }) => serverSocket.destroyed)).toEqual([true, true, false]);
    expect(budget.used()).toBe(2 * LARGE + 1);
  });

  it("cuts a client that takes nothing within the time limit", async () => {
    const budget = createByteBudget(10 * LARGE, 50);
    const { stall } = await setup(budget);
    const { serverSocket } = await stall();
    if (!serverSocket.destroyed) await once(serverSocket, "close");
    expect(budget.used()).toBe(0);
  });
});
