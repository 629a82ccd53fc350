import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { closeServer, listenOnFreePort } from "../testing/fake-farm";
import { createGate } from "../testing/gate";
import { openSocket } from "../testing/raw-socket";
import { boundConnections } from "./connections";

/** A server with a bound whose responses to /wait come when the gate opens. */
async function setup(maxConnections: number) {
  const gate = createGate();
  let waiting = 0;
  let refused = 0;
  const server = createServer((incoming, outgoing) => {
    if (incoming.url !== "/wait") return void outgoing.end("done");
    waiting += 1;
    return void gate.opened.then(() => outgoing.end("waited"));
  });
  const connections = boundConnections(server, maxConnections, () => {
    refused += 1;
  });
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  onTestFinished(() => closeServer(server));
  return { gate, server, origin, connections, waiting: () => waiting, refused: () => refused };
}

const get = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nhost: a\r\n${more}\r\n`;

describe("boundConnections", () => {
  it("closes the oldest connection without a request for a new one", async () => {
    const { server, origin } = await setup(4);
    const silent = [await openSocket(origin), await openSocket(origin)];
    for (let count = 0; count < 40; count += 1) await openSocket(origin);
    await Promise.all(silent.map(({ received }) => received()));
    expect(await (await fetch(origin)).text()).toBe("done");
    await expect.poll(() => Reflect.get(server, "_connections")).toBeLessThanOrEqual(5);
  });

  it("keeps connections that wait for a response", async () => {
    const { gate, origin, waiting } = await setup(4);
    const busy = await Promise.all([openSocket(origin), openSocket(origin)]);
    for (const { send } of busy) send(get("/wait", "connection: close\r\n"));
    await expect.poll(waiting).toBe(2);
    for (let count = 0; count < 20; count += 1) await openSocket(origin);
    gate.open();
    for (const { received } of busy) expect(await received()).toContain("waited");
  });

  it("closes keep-alive connections between two requests when no other is unused", async () => {
    const { origin } = await setup(2);
    const kept = await Promise.all([openSocket(origin), openSocket(origin)]);
    for (const { socket, send } of kept) {
      send(get("/"));
      await once(socket, "data");
    }
    const newcomer = await openSocket(origin);
    newcomer.send(get("/", "connection: close\r\n"));
    expect(await newcomer.received()).toContain("done");
    for (const { received } of kept) expect(await received()).toBe("");
  });

  it("refuses connections and reports it when all are in use", async () => {
    const { origin, refused, waiting } = await setup(1);
    // 16 more are accepted while unused ones would close.
    for (let count = 1; count <= 17; count += 1) {
      (await openSocket(origin)).send(get("/wait"));
      await expect.poll(waiting).toBe(count);
    }
    await openSocket(origin);
    await expect.poll(refused).toBe(1);
  });
});
