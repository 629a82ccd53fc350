/**
 * Memory of the built server while 60 clients ask for large responses and read nothing: the largest that is relayed, and one above the
 * limit of its operation. The farm sends one prepared envelope.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { accessId, accessKey, startServer } from "../world";
import type { Figure } from "./figure";
import { buildProduct } from "./production";

const CLIENTS = 60;
/** Each client asks for this many responses on one connection, more than the kernel's buffers take. */
const REQUESTS = 4;
/** Time for all responses, and how often the log is read, ms. */
const MAX_WAIT_MS = 60_000;
const STEP_MS = 50;
const MB = 1_000_000;

/** A farm whose responses all have this many bytes. */
async function startFarm(bytes: number): Promise<Server & { readonly port: number }> {
  const body = Buffer.from(JSON.stringify({ code: 200, serverTime: Date.now(), data: "x".repeat(bytes) }));
  const server = createServer((incoming, response) => {
    incoming.resume().on("end", () => response.end(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address: AddressInfo | string | null = server.address();
  return Object.assign(server, { port: typeof address === "object" && address ? address.port : 0 });
}

/** Resident memory of a process in bytes (Linux). */
const residentBytes = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;

const body = JSON.stringify({ pageNum: 1, pageSize: 100 });
const request = [
  "POST /api/render/task/getTaskList HTTP/1.1",
  "host: 127.0.0.1",
  "content-type: application/json",
  `content-length: ${body.length}`,
  "",
  body,
].join("\r\n");

/** The largest resident memory until every request is answered in the log, and the time of another reader's request, ms. */
async function measure(bytes: number): Promise<{ startBytes: number; peakBytes: number; readMs: number }> {
  const farm = await startFarm(bytes);
  const server = await startServer({
    RENDERBUS_DOMAIN: `127.0.0.1:${farm.port}`,
    RENDERBUS_PROTOCOL: "http",
    RENDERBUS_ACCESS_ID: accessId,
    RENDERBUS_ACCESS_KEY: accessKey,
  });
  const sockets: Socket[] = [];
  let peakBytes = 0;
  const observe = () => {
    peakBytes = Math.max(peakBytes, residentBytes(server.pid));
  };
  observe();
  const startBytes = peakBytes;
  const timer = setInterval(observe, 20);
  try {
    for (let count = 0; count < CLIENTS; count += 1) {
      const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
      socket.on("error", () => undefined).pause();
      await once(socket, "connect");
      socket.write(request.repeat(REQUESTS));
      sockets.push(socket);
    }
    const answered = () => server.output().match(/"operation":"getTaskList"/g)?.length ?? 0;
    for (let waitedMs = 0; answered() < CLIENTS * REQUESTS && waitedMs < MAX_WAIT_MS; waitedMs += STEP_MS)
      await pause(STEP_MS);
    const startedMs = performance.now();
    const response = await fetch(`${server.origin}/api/render/task/getTaskList`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    await response.arrayBuffer();
    observe();
    return { startBytes, peakBytes, readMs: performance.now() - startedMs };
  } finally {
    clearInterval(timer);
    for (const socket of sockets) socket.destroy();
    await server.stop();
    farm.close();
    farm.closeAllConnections();
  }
}

export async function bench(): Promise<readonly Figure[]> {
  await buildProduct();
  const figures: Figure[] = [];
  for (const bytes of [5.5 * MB, 20 * MB]) {
    const { startBytes, peakBytes, readMs } = await measure(bytes);
    const what = `${CLIENTS} clients that read nothing, ${bytes / MB} MB each`;
    figures.push(
      { name: `server: memory, ${what}`, unit: "MB", reached: peakBytes / MB, bound: { atMost: 300 } },
      { name: "server: memory before", unit: "MB", reached: startBytes / MB },
      { name: `server: another reader meanwhile, ${bytes / MB} MB`, unit: "ms", reached: readMs },
    );
  }
  return figures;
}
