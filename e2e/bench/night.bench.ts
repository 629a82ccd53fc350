/**
 * A night in which no page was open: what the server tells in the morning, compared with the farm's own log of every minute. The
 * trends of the Monitor and the summary of an absence agree exactly; History gives the work of a task that ended to the hour of its
 * end, so two neighbouring hours may differ. Once with SQLite, once with two instances on PostgreSQL, of which the first
 * is replaced in the middle of the night.
 */
import { setTimeout } from "node:timers/promises";
import type { AbsenceAnswer, GrowthAnswer, UsageAnswer } from "../../app/mirror/recorded-history";
import { startCluster } from "../../app/server/store/testing/postgres-cluster";
import { accessId, accessKey, openWorld, startServer, type World } from "../world";
import type { Figure } from "./figure";
import { buildProduct } from "./production";

const MINUTES = 9 * 60;
const MINUTE = 60_000;
const HOUR = 3_600_000;

type Entry = { readonly atMs: number; readonly done: number; readonly cost: number };

function entryOf({ farm, leavesById }: World): Entry {
  const leaves = farm.jobs.flatMap(({ id }) => leavesById(id));
  return {
    atMs: farm.now(),
    done: leaves.reduce((sum, leaf) => sum + leaf.done, 0),
    cost: leaves.reduce((sum, leaf) => sum + leaf.cost, 0),
  };
}

async function read<Answer>(origin: string, path: string): Promise<Answer> {
  const response = await fetch(`${origin}/api/history/${path}`);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return JSON.parse(await response.text());
}

/** The growth of each minute by the farm, and the same minutes as the server recorded them. */
function differingMinutes(log: readonly Entry[], { steps }: GrowthAnswer): number {
  return log.slice(1).filter((entry, index) => {
    const before = log[index];
    // The server reads a moment after the farm's clock was moved.
    const step = steps.find(({ atMs }) => atMs > entry.atMs - MINUTE / 2 && atMs < entry.atMs + MINUTE / 2);
    return step?.isGap !== false || step.done !== entry.done - (before?.done ?? 0);
  }).length;
}

/** Frames that History has in another hour than the log, as a share of all; without the first hour, which holds earlier work. */
function differingShare(log: readonly Entry[], { rows }: UsageAnswer): number {
  const byHour = new Map<number, number>();
  for (const [index, { atMs, done }] of log.entries()) {
    const hour = Math.floor(atMs / HOUR);
    byHour.set(hour, (byHour.get(hour) ?? 0) + done - (log[index - 1]?.done ?? done));
  }
  const [first, ...hours] = byHour.keys();
  const doneIn = (hour: number) => rows.find(({ startMs }) => startMs === hour * HOUR)?.done ?? 0;
  const all = hours.reduce((sum, hour) => sum + (byHour.get(hour) ?? 0), 0);
  if (first === undefined || all === 0) throw new Error("The farm did nothing");
  return hours.reduce((sum, hour) => sum + Math.abs(doneIn(hour) - (byHour.get(hour) ?? 0)), 0) / 2 / all;
}

/** The farm's log of a night that the server reads every minute. */
async function passNight(world: World, atMidnight: () => Promise<void>): Promise<readonly Entry[]> {
  await world.collect();
  const log = [entryOf(world)];
  for (let minute = 0; minute < MINUTES; minute += 1) {
    if (minute === MINUTES / 2) await atMidnight();
    world.pass(60);
    log.push(entryOf(world));
    await world.collect();
  }
  return log;
}

/** What one server tells of the night, beside the log. */
async function morning(origin: string, log: readonly Entry[], server: string): Promise<Figure[]> {
  const [start, end] = [log[0], log.at(-1)];
  if (!start || !end) throw new Error("There is no log");
  const growth = await read<GrowthAnswer>(origin, `growth?from=${start.atMs}&every=${MINUTE}`);
  const absence = await read<AbsenceAnswer>(origin, `absence?from=${start.atMs + MINUTE / 2}`);
  const range = `from=${start.atMs}&to=${end.atMs + HOUR}`;
  const usage = await read<UsageAnswer>(origin, `usage?${range}&period=hour&by=total&zone=UTC`);
  return [
    { name: `frames of the night, ${server}`, unit: "", reached: end.done - start.done, bound: { atLeast: 1000 } },
    {
      name: `minutes whose frames differ from the farm's, ${server}`,
      unit: "",
      reached: differingMinutes(log, growth),
      bound: { atMost: 0 },
    },
    {
      name: `amount since the user left, difference, ${server}`,
      unit: "",
      reached: Math.abs((absence.spend ?? 0) - (end.cost - start.cost)),
      bound: { atMost: 0.01 },
    },
    {
      name: `frames that History has in another hour, ${server}`,
      unit: "share",
      reached: differingShare(log, usage),
      bound: { atMost: 0.02 },
    },
  ];
}

async function oneServer(): Promise<Figure[]> {
  const world = await openWorld({ tasks: 40 });
  try {
    const log = await passNight(world, async () => undefined);
    return await morning(world.origin, log, "SQLite");
  } finally {
    await world.end();
  }
}

async function leads(origin: string): Promise<boolean> {
  const health: unknown = await (await fetch(`${origin}/healthz`)).json();
  return typeof health === "object" && health !== null && "instance" in health && health.instance === "leads";
}

/** Waits until one of the servers leads, for half a minute at most. */
async function untilOneLeads(origins: readonly string[]): Promise<void> {
  for (let second = 0; second < 30; second += 1) {
    if ((await Promise.all(origins.map(leads))).includes(true)) return;
    await setTimeout(1000);
  }
  throw new Error("No instance leads");
}

async function twoInstances(): Promise<Figure[]> {
  const cluster = await startCluster();
  if (!cluster) throw new Error("No PostgreSQL was found or could be installed");
  try {
    const world = await openWorld({ tasks: 40, env: { DATABASE_URL: cluster.url } });
    const other = await startServer({
      RENDERBUS_DOMAIN: `127.0.0.1:${world.farmPort}`,
      RENDERBUS_PROTOCOL: "http",
      RENDERBUS_ACCESS_ID: accessId,
      RENDERBUS_ACCESS_KEY: accessKey,
      DATABASE_URL: cluster.url,
    });
    try {
      const origins = [world.origin, other.origin];
      await untilOneLeads(origins);
      // The first instance, which leads, is stopped and started again. Either may lead from then on.
      const log = await passNight(world, async () => {
        await world.deploy();
        await untilOneLeads(origins);
      });
      return [
        ...(await morning(world.origin, log, "PostgreSQL, first instance")),
        ...(await morning(other.origin, log, "PostgreSQL, second instance")),
      ];
    } finally {
      await other.stop();
      await world.end();
    }
  } finally {
    await cluster.stop();
  }
}

export async function bench(): Promise<readonly Figure[]> {
  await buildProduct();
  return [...(await oneServer()), ...(await twoInstances())];
}
