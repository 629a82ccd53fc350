/** A whole world on free ports: a farm on a clock moved by hand, the farm's signed HTTP door, and the built server in front of it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { OperationName } from "../app/protocol/endpoints";
import { answerRequest } from "../mocks/farm/answer";
import { createFarm, type Farm, inspectTask, type TaskSnapshot } from "../mocks/farm/farm";
import { createFaults, type Faults } from "../mocks/faults";
import { type ReceivedRequest, type RunningUpstream, startUpstream } from "../mocks/upstream";

/** The pair the farm accepts. The key is a sentinel: wherever it is found, it leaked. */
export const accessId = "AKIDbrowser";
export const accessKey = "SENTINEL-that-no-browser-may-ever-see";

const root = fileURLToPath(new URL("..", import.meta.url));
const main = fileURLToPath(new URL("../dist/server/main.js", import.meta.url));

export type Server = {
  readonly origin: string;
  /** Everything it has written so far. The access log arrives in batches, half a second late. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
};

/** Starts the built server on a free port with these variables and none of this process's own. */
export async function startServer(env: Readonly<Record<string, string>>): Promise<Server> {
  const child = spawn(process.execPath, [main], { cwd: root, env: { PATH: process.env["PATH"], PORT: "0", ...env } });
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
  /** Top-level tasks of the farm; default 40: the specification's two and one of every kind. */
  readonly tasks?: number;
  /** Frames of one more task in the middle of rendering; default 0: none. */
  readonly frames?: number;
  /** When the farm opens, epoch ms; default: now. */
  readonly startMs?: number;
  /** More variables for the server. */
  readonly env?: Readonly<Record<string, string>>;
};

export type World = {
  readonly origin: string;
  readonly farm: Farm;
  readonly faults: Faults;
  /** The farm's port; it survives `close` and `open` of the farm's door. */
  readonly farmPort: number;
  /** Lets the farm's clock run ahead. It stands still otherwise, so nothing happens by itself. */
  readonly pass: (seconds: number) => void;
  /** Does something at the farm as another of its clients would. Throws on a refusal. */
  readonly elsewhere: (name: OperationName, body: unknown) => void;
  /** What reached the farm's door, signed or not. */
  readonly requests: () => readonly ReceivedRequest[];
  /** The requests of one operation that reached the door. */
  readonly received: (name: OperationName) => readonly ReceivedRequest[];
  /** Bodies of the requests of one operation that the farm itself answered, refused or not. */
  readonly answered: (name: OperationName) => readonly unknown[];
  /** The id of the only top-level task with this scene. */
  readonly idOf: (scene: string) => number;
  /** The leaves of a top-level task as the farm has them. */
  readonly leavesOf: (scene: string) => readonly TaskSnapshot[];
  readonly leavesById: (id: number) => readonly TaskSnapshot[];
  readonly output: () => string;
  /** Takes the farm off the network, and puts it back. */
  readonly goDown: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
  /** Ends our own server, as a crash of its machine would. */
  readonly stopServer: () => Promise<void>;
  readonly end: () => Promise<void>;
};

/** Opens a world. Two tenths of a second, most of it the server's start: every test has its own. */
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
  const server = await startServer({
    RENDERBUS_DOMAIN: `127.0.0.1:${farmPort}`,
    RENDERBUS_PROTOCOL: "http",
    RENDERBUS_ACCESS_ID: accessId,
    RENDERBUS_ACCESS_KEY: accessKey,
    ...env,
  });
  const requests = () => doors.flatMap((door) => door.requests);
  const idOf = (scene: string) => {
    const [job, another] = farm.jobs.filter((one) => one.sceneName === scene);
    if (!job || another) throw new Error(`${scene} is not the scene of one task`);
    return job.id;
  };
  return {
    origin: server.origin,
    farm,
    faults,
    farmPort,
    pass: (seconds) => {
      nowMs += seconds * 1000;
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
    output: server.output,
    goDown: async () => doors.at(-1)?.close(),
    comeBack: async () => {
      await openDoor(farmPort);
    },
    stopServer: server.stop,
    async end() {
      await doors.at(-1)?.close();
      await server.stop();
    },
  };
}
