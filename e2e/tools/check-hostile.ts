/**
 * `npm run check:hostile`: the production build (npm run build) on loopback, attacked for about a minute. Every attack must be refused
 * clearly, the process must stay alive, the key must be in no answer, and the memory after a rest and a garbage collection at most
 * 1.3 times that before.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { accessId, accessKey, startFakeFarm } from "../../app/proxy/testing/fake-farm";
import { rawRequest } from "../../app/proxy/testing/raw-request";
import { operationBytes } from "../../app/proxy/testing/raw-socket";

const WRITES = 10_000;
const SLOW_BODIES = 300;
/** Twice as many as the server counts at the same time. */
const ADDRESSES = 20_000;
const MEMORY_RATIO = 1.3;
/** With garbage: V8 collects late while nobody needs the memory, so that alone says nothing of a leak. */
const MAX_MEMORY_MB = 300;
/** For the windows of the limits. */
const REST_MS = 15_000;
const COLLECT_SIGNAL = "SIGUSR2";
const collectOnSignal = `data:text/javascript,process.on("${COLLECT_SIGNAL}", () => gc())`;
const LINES_AT_ONCE = 64;

let failures = 0;
let hasLeaked = false;
/** Looks for the key in what the server sends or logs. */
const inspect = (text: string) => {
  hasLeaked ||= text.includes(accessKey);
};
const check = (claim: string, holds: boolean, seen: unknown = "") => {
  console.log(`${holds ? "ok    " : "FAILED"} ${claim}${holds ? "" : `: ${JSON.stringify(seen)}`}`);
  if (!holds) failures += 1;
};

const farm = await startFakeFarm();
const child = spawn(process.execPath, ["--expose-gc", "--import", collectOnSignal, "dist/server/main.js"], {
  env: {
    PATH: process.env["PATH"],
    PORT: "0",
    RENDERDECK_DATA: ":memory:",
    PUBLIC_ORIGIN: "https://render.example.com",
    RENDERBUS_DOMAIN: `127.0.0.1:${farm.port}`,
    RENDERBUS_PROTOCOL: "http",
    RENDERBUS_ACCESS_ID: accessId,
    RENDERBUS_ACCESS_KEY: accessKey,
    RENDERDECK_LIMIT_WRITES: "100",
  },
  stdio: ["ignore", "pipe", "inherit"],
});
let firstLines = "";
const origin = await new Promise<string>((resolve, reject) => {
  child.once("exit", (code) => reject(new Error(`The server ended with ${code}: run npm run build first`)));
  child.stdout.on("data", (chunk: Buffer) => {
    inspect(chunk.toString("utf8"));
    if (firstLines.includes(" on http:")) return;
    firstLines += chunk.toString("utf8");
    const address = /^Renderdeck \S+ on (http:\S+)$/m.exec(firstLines)?.[1];
    if (address) resolve(address);
  });
});
child.removeAllListeners("exit");
let hasEnded = false;
child.once("exit", () => {
  hasEnded = true;
});
const port = Number(new URL(origin).port);
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** The memory without garbage, MB. */
async function memoryInUse(): Promise<number> {
  child.kill(COLLECT_SIGNAL);
  await pause(2000);
  return memory();
}

/** One connection that sends each text after the answer to the former one; statuses by number. */
async function sendInTurn(texts: readonly string[], statuses: Map<number, number>): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  let received = "";
  for (const text of texts) {
    socket.write(text);
    for (;;) {
      const [head = "", ...rest] = received.split("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (rest.length > 0 && rest.join("\r\n\r\n").length >= length) {
        const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        inspect(received);
        received = "";
        break;
      }
      const [chunk] = await once(socket, "data");
      received += String(chunk);
    }
  }
  socket.destroy();
}

async function flood(texts: readonly string[]): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const share = Math.ceil(texts.length / LINES_AT_ONCE);
  const lines = Array.from({ length: LINES_AT_ONCE }, (_, index) => texts.slice(index * share, (index + 1) * share));
  await Promise.all(lines.map((line) => sendInTurn(line, statuses)));
  return statuses;
}

/** What the server answers to these bytes until it closes the connection, at most 40 s later. */
async function answerTo(bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  await once(socket, "connect");
  socket.setTimeout(40_000, () => socket.destroy());
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  socket.write(bytes);
  await once(socket, "close");
  inspect(text);
  return text;
}

const write = (address: string) =>
  operationBytes("task/stopTask", { taskParam: [1] }, [`x-forwarded-for: ${address}`]).replace(
    "host: 127.0.0.1",
    "host: render.example.com",
  );
const read = (address: string) => operationBytes("user/queryUserSetting", {}, [`x-forwarded-for: ${address}`]);
const counts = (statuses: Map<number, number>) => Object.fromEntries(statuses);

await flood(Array.from({ length: 3000 }, () => read("10.9.9.9")));
const before = await memoryInUse();
console.log(`${before.toFixed(0)} MB before`);

const sentBefore = farm.requests.length;
const writes = await flood(Array.from({ length: WRITES }, () => write("10.0.0.1")));
check(
  `${WRITES} rapid changes: each is answered`,
  (writes.get(200) ?? 0) + (writes.get(429) ?? 0) + (writes.get(503) ?? 0) === WRITES,
  counts(writes),
);
check(
  "… and at most the limit of an address goes to the farm",
  farm.requests.length - sentBefore <= 2 * 2000 + 50,
  farm.requests.length - sentBefore,
);
check("… others go on meanwhile", (await flood([write("10.0.0.2")])).get(200) === 1);

const spoofed = await flood(Array.from({ length: 3000 }, (_, index) => write(`${index % 250}.1.2.3, 10.0.0.1`)));
check(
  "addresses that a client puts before that of the front do not count",
  (spoofed.get(200) ?? 0) <= 2000 && (spoofed.get(429) ?? 0) + (spoofed.get(503) ?? 0) >= 1000,
  counts(spoofed),
);

const many = await flood(
  Array.from({ length: ADDRESSES }, (_, index) =>
    read(`2001:db8:${(index >> 8).toString(16)}:${(index & 255).toString(16)}::1`),
  ),
);
check(
  `${ADDRESSES} addresses: each read is answered`,
  (many.get(200) ?? 0) + (many.get(503) ?? 0) === ADDRESSES,
  counts(many),
);

const sockets: Socket[] = [];
for (let index = 0; index < SLOW_BODIES; index += 1) {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  socket.write(write(`10.1.${index >> 8}.${index & 255}`).slice(0, -3));
  sockets.push(socket);
}
check(
  "slow bodies: others are answered meanwhile",
  (await flood(Array.from({ length: 200 }, () => read("10.0.0.3")))).get(200) === 200,
);
await Promise.all(sockets.filter(({ destroyed }) => !destroyed).map((socket) => once(socket.resume(), "close")));
check(
  "… and all of them are closed by the server",
  sockets.every(({ destroyed }) => destroyed),
);

const post = "POST /api/render/task/stopTask HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n";
const smuggled = "POST /api/render/task/deleteTask HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";
const smuggling: Readonly<Record<string, string>> = {
  "length and chunked": `${post}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  "two lengths": `${post}content-length: 2\r\ncontent-length: 40\r\n\r\n{}${smuggled}`,
  "chunked, spelled oddly": `${post}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`,
  "a line that continues": `${post}x: a\r\n b: c\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`,
  "a bare line feed": `${post}content-length: 2\nx: y\r\n\r\n{}${smuggled}`,
  "two hosts": `GET /tasks HTTP/1.1\r\nhost: 127.0.0.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n`,
};
const changesBefore = farm.requests.filter(({ path }) => path.endsWith("deleteTask")).length;
for (const [name, bytes] of Object.entries(smuggling)) {
  const text = await answerTo(bytes);
  check(`smuggling (${name}) is refused`, /^HTTP\/1\.1 4\d\d/.test(text), text.slice(0, 100));
}
check(
  "nothing that was smuggled reached the farm",
  farm.requests.filter(({ path }) => path.endsWith("deleteTask")).length === changesBefore,
);

for (const host of [
  "evil.example",
  "render.example.com.evil.example",
  "127.0.0.1.nip.io",
  "localhost.evil.example",
  "render.example.com:8080",
])
  for (const path of ["/tasks", "/api/live/tasks", "/healthz", "/livez", "/api/csp-report"]) {
    const { status } = await rawRequest(origin, { path, headers: { host } });
    if (status !== 421) check(`DNS rebinding (${host}${path}) is refused`, false, status);
  }
check("DNS rebinding is refused", true);
const { text: health } = await rawRequest(origin, {
  path: "/healthz",
  headers: { host: "render.example.com", "x-forwarded-for": "127.0.0.1" },
});
check(
  "who says to be this machine through a front learns nothing more",
  !health.includes("version") && !health.includes("127.0.0.1:"),
  health,
);

await pause(REST_MS);
const withGarbage = memory();
check(`memory at most ${MAX_MEMORY_MB} MB with garbage`, withGarbage <= MAX_MEMORY_MB, withGarbage);
const after = await memoryInUse();
check(
  `memory ${before.toFixed(0)} -> ${after.toFixed(0)} MB, at most ${MEMORY_RATIO} times`,
  after <= before * MEMORY_RATIO,
  after / before,
);
check("the process is alive", !hasEnded && (await fetch(`${origin}/livez`)).ok);
check("the key is in no answer and no line of the log", !hasLeaked);

child.kill("SIGTERM");
await farm.close();
console.log(failures === 0 ? "all held" : `${failures} failed`);
process.exit(failures === 0 ? 0 : 1);
