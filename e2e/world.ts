/** A complete system on free ports: a farm with a clock that the test moves, its HTTP server, and the built server of the product. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { OperationName } from "../app/protocol/endpoints";
import { answerRequest } from "../mocks/farm/answer";
import { createFarm, type Farm, inspectTask, type TaskSnapshot } from "../mocks/farm/farm";
import { createFaults, type Faults } from "../mocks/faults";
import { type ReceivedRequest, type RunningUpstream, startUpstream } from "../mocks/upstream";

/** The pair that the farm accepts. The key is a sentinel: any file or output that contains it has leaked it. */
export const accessId = "AKIDbrowser";
export const accessKey = "SENTINEL-that-no-browser-may-ever-see";

const root = fileURLToPath(new URL("..", import.meta.url));
const main = fileURLToPath(new URL("../dist/server/main.js", import.meta.url));

export type Server = {
  readonly origin: string;
  readonly pid: number;
  /** The output so far. The access log is written in batches, up to half a second late. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
};

/** Starts a built server, on a free port without PORT, with these environment variables only. */
export async function startServer(env: Readonly<Record<string, string>>, program = main): Promise<Server> {
  const child = spawn(process.execPath, [program], {
    cwd: root,
    env: { PATH: process.env["PATH"], PORT: "0", ...env },
  });
  let output = "";
  const listening = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      const address = /^Renderdeck \S+ on (http:\S+)/m.exec(output)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
  const origin = await listening;
  return {
    origin,
    pid: child.pid ?? 0,
    output: () => output,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

export type WorldOptions = {
  /** Top-level tasks of the farm; default 40: the two of the specification and all scenarios. */
  readonly tasks?: number;
  /** Frames of one additional rendering task; default 0 for none. */
  readonly frames?: number;
  /** The clock of the farm at the start, epoch ms; default now. */
  readonly startMs?: number;
  /** Additional environment variables of the server. */
  readonly env?: Readonly<Record<string, string>>;
};

export type World = {
  readonly origin: string;
  readonly farm: Farm;
  readonly faults: Faults;
  /** The port of the farm; `goDown` and `comeBack` do not change it. */
  readonly farmPort: number;
  /** Moves the clock of the farm, which does not run otherwise, so the farm changes only when a test says so. */
  readonly pass: (seconds: number) => void;
  /** Makes the server read the farm now. Its own schedule follows the real clock. */
  readonly collect: () => Promise<void>;
  /** Sends a request to the farm as another client. Throws on a refusal. */
  readonly elsewhere: (name: OperationName, body: unknown) => void;
  /** All requests that the HTTP server of the farm received, valid or not. */
  readonly requests: () => readonly ReceivedRequest[];
  /** The received requests of one operation. */
  readonly received: (name: OperationName) => readonly ReceivedRequest[];
  /** Bodies of the requests of one operation that the farm answered, refusals included. */
  readonly answered: (name: OperationName) => readonly unknown[];
  /** The id of the only top-level task with this scene. */
  readonly idOf: (scene: string) => number;
  /** The leaves of a top-level task in the farm. */
  readonly leavesOf: (scene: string) => readonly TaskSnapshot[];
  readonly leavesById: (id: number) => readonly TaskSnapshot[];
  readonly output: () => string;
  /** The process of the product's server. */
  readonly serverPid: () => number;
  /** Stops and restarts the HTTP server of the farm. */
  readonly goDown: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
  /** Replaces the server of the product by this program, by default its own, at the same address. */
  readonly deploy: (program?: string) => Promise<void>;
  /** Stops the server of the product. */
  readonly stopServer: () => Promise<void>;
  readonly end: () => Promise<void>;
};

/** Creates a world. It takes 0.2 s, mostly for the start of the server, so every test has its own. */
export async function openWorld({
  tasks = 40,
  frames = 0,
  startMs = Date.now(),
  env = {},
}: WorldOptions = {}): Promise<World> {
  let nowMs = startMs;
  const farm = createFarm({ seed: 1, now: () => nowMs, tasks, frames });
  const faults = createFaults();
  const doors: RunningUpstream[] = [];
  const openDoor = async (port: number) => {
    const door = await startUpstream({ farm, accessId, accessKey, faults, port });
    doors.push(door);
    return door;
  };
  const { port: farmPort } = await openDoor(0);
  const serverEnv = {
    RENDERBUS_DOMAIN: `127.0.0.1:${farmPort}`,
    RENDERBUS_PROTOCOL: "http",
    RENDERBUS_ACCESS_ID: accessId,
    RENDERBUS_ACCESS_KEY: accessKey,
    ...("DATABASE_URL" in env ? {} : { RENDERDECK_DATA: ":memory:" }),
    ...env,
  };
  let server = await startServer(serverEnv);
  const { origin } = server;
  const outputs = [server.output];
  const requests = () => doors.flatMap((door) => door.requests);
  const idOf = (scene: string) => {
    const [job, another] = farm.jobs.filter((one) => one.sceneName === scene);
    if (!job || another) throw new Error(`${scene} is not the scene of one task`);
    return job.id;
  };
  return {
    origin,
    farm,
    faults,
    farmPort,
    pass: (seconds) => {
      nowMs += seconds * 1000;
    },
    async collect() {
      await fetch(`${origin}/api/live/tasks?fresh=1`);
    },
    elsewhere(name, body) {
      const { code } = answerRequest(farm, name, body);
      if (code !== 200) throw new Error(`${name} was refused with ${code}`);
    },
    requests,
    received: (name) => requests().filter((request) => request.name === name),
    answered: (name) => farm.requestLog.filter((entry) => entry.name === name).map((entry) => entry.body),
    idOf,
    leavesOf: (scene) => inspectTask(farm, idOf(scene)),
    leavesById: (id) => inspectTask(farm, id),
    output: () => outputs.map((output) => output()).join(""),
    serverPid: () => server.pid,
    goDown: async () => doors.at(-1)?.close(),
    comeBack: async () => {
      await openDoor(farmPort);
    },
    async deploy(program) {
      await server.stop();
      server = await startServer({ ...serverEnv, PORT: new URL(origin).port }, program);
      outputs.push(server.output);
    },
    stopServer: () => server.stop(),
    async end() {
      await doors.at(-1)?.close();
      await server.stop();
    },
  };
}
