/** The seeded studio around the specification's tasks: the cast, then as many ordinary jobs as are asked for. */

import { open, schedule, TASK } from "../engine/engine";
import { historySeconds } from "../engine/frames";
import type { Job, Leaf, Purse } from "../engine/leaf";
import { createRandom, type Random } from "../engine/random";
import type { FarmState } from "../state";
import { addLeaf, type LeafDraft } from "./add-leaf";
import { leavesFor, type Shape, type State } from "./job-templates";
import { freelancer, projects, shotNames, trainee, users } from "./names";
import { type CastRole, cast } from "./scenarios";

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

const suffixes: Readonly<Record<number, string>> = {
  2000: "ma",
  2001: "max",
  2004: "hip",
  2005: "c4d",
  2007: "blend",
  2008: "vrscene",
  2012: "bip",
};

/** One in so many of an ordinary studio's jobs. */
const fillerShapes: readonly Shape[] = [
  ...Array<Shape>(7).fill("photon"),
  ...Array<Shape>(6).fill("layers"),
  ...Array<Shape>(4).fill("main"),
  "simulation",
  "tiles",
  "groups",
];

const fillerStates: readonly State[] = [
  ...Array<State>(39).fill("finished"),
  ...Array<State>(4).fill("withFailed"),
  "stopped",
  "abandoned",
  "timedOut",
  "failed",
  "withStopped",
  "finished",
  "finished",
];

const softwareOf: Readonly<Record<Shape, readonly number[]>> = {
  main: [2000, 2000, 2005, 2007, 2008],
  groups: [2000, 2007],
  tiles: [2001],
  preRender: [2000],
  priority: [2001],
  channels: [2001],
  photon: [2001],
  simulation: [2004],
  layers: [2000],
};

function fillers(random: Random, count: number): CastRole[] {
  const first = 3000;
  const span = Math.min(240, 3 + count * 0.4) * DAY_MINUTES;
  return Array.from({ length: count }, (_, index) => {
    const shape = random.pick(fillerShapes);
    return {
      ago: Math.round(first + ((index + random.next()) / count) * span),
      cgId: random.pick(softwareOf[shape]),
      shape,
      state: random.pick(fillerStates),
      frames: shape === "tiles" ? 16 : random.pick([1, 10, 24, 48, 100, 120, 240]),
      frameSeconds: random.int(20, 600),
      layerCount: random.int(3, 5),
      level: random.pick([60, 60, 79, 80]),
    };
  });
}

/** The one task of any number of frames, in the middle of rendering them. */
const bigRole = (frames: number): CastRole => ({
  ago: 45,
  cgId: 2000,
  shape: "main",
  state: "running",
  frames,
  share: 0.4,
  machines: 60,
  frameSeconds: 120,
  scene: `crowd_s001_sh0001_${frames}_frames_v001.ma`,
});

export function sceneName(random: Random, role: CastRole): string {
  const suffix = suffixes[role.cgId] ?? "scene";
  const version = `v${String(random.int(1, 30)).padStart(3, "0")}`;
  const { shows, departments, rooms, times } = shotNames;
  if (role.cgId === 2001 || role.cgId === 2012)
    return `${random.pick(rooms)}_${random.pick(times)}_${version}.${suffix}`;
  const shot = `s${String(random.int(1, 60) * 10).padStart(3, "0")}_sh${String(random.int(1, 90) * 10).padStart(4, "0")}`;
  return `${random.pick(shows)}_${shot}_${random.pick(departments)}_${version}.${suffix}`;
}

export function keyValue(random: Random, role: CastRole): string {
  const [width, height] = random.pick([
    [1920, 1080],
    [3840, 2160],
    [2048, 858],
  ] as const);
  const renderer = role.cgId === 2001 ? "vray" : random.pick(["arnold", "redshift", "vray"]);
  const cameras = role.cgId === 2001 ? '["VRayCam001","VRayCam002"]' : '["persp","shotCam:main::renderCam"]';
  const tiles = role.shape === "tiles" ? `tiles:${role.frames ?? 16}::tiles_type:block::` : "";
  return `name:${renderer}::width:${width}::height:${height}::${tiles}all_camera:${cameras}::output_file_type:.exr::output_file:D:/out/shot_.exr::`;
}

type Drafted = { readonly role: CastRole; readonly leaves: readonly LeafDraft[]; readonly submittedAt: number };

/** Seconds a draft's frames took so far. */
const tookSeconds = (leaf: LeafDraft): number => historySeconds({ ...leaf, limitSeconds: leaf.limitSeconds ?? 0 });

const PASS_GAP_SECONDS = 7;
const isChain = (shape: Shape): boolean => shape === "photon" || shape === "simulation";

function draftJob(role: CastRole, openedAt: number): Drafted {
  const leaves = leavesFor(role);
  const took = leaves.map((leaf) => tookSeconds(leaf) + PASS_GAP_SECONDS);
  const total = isChain(role.shape) ? took.reduce((sum, seconds) => sum + seconds, 0) : Math.max(...took);
  const wall = leaves.some((leaf) => leaf.history.ran > 0) ? total * 1000 + 6 * MINUTE : 0;
  // Whole seconds, like every moment the farm writes.
  return { role, leaves, submittedAt: Math.floor((openedAt - Math.max(role.ago * MINUTE, wall)) / 1000) * 1000 };
}

/** Adds the studio's jobs to the farm, which holds the specification's already: `count` of them and the big one. */
export function addStudio(farm: FarmState, count: number, bigFrames: number): void {
  const random = createRandom(farm.seed);
  const openedAt = farm.engine.clock;
  const roles = [
    ...cast.slice(0, count),
    ...fillers(random, Math.max(0, count - cast.length)),
    ...(bigFrames > 0 ? [bigRole(bigFrames)] : []),
  ];
  const drafts = roles.map((role) => draftJob(role, openedAt)).sort((a, b) => a.submittedAt - b.submittedAt);
  for (const drafted of drafts) farm.addJob(castJob(farm, random, drafted, openedAt));
}

function castJob(farm: FarmState, random: Random, { role, leaves, submittedAt }: Drafted, openedAt: number): Job {
  const user = role.user === "freelancer" ? freelancer : role.user === "trainee" ? trainee : random.pick(users);
  const id = farm.takeTaskId();
  const job: Job = {
    id,
    alias: `2W${id}`,
    isShell: leaves.length > 1,
    sceneName: role.scene ?? sceneName(random, role),
    cgId: role.cgId,
    ...user,
    projectName: random.next() < 0.15 ? "" : random.pick(projects),
    camera: role.cgId === 2001 ? "VRayCam001" : "renderCam",
    clonedFrom: 0,
    keyValue: keyValue(random, role),
    submittedAt,
    level: role.level ?? (random.next() < 0.5 ? 79 : 60),
    userLevel: random.pick([0, 50, 60]),
    machineLimit: role.machineLimit ?? (random.next() < 0.2 ? 200 : null),
    ramGb: random.next() < 0.3 ? 64 : null,
    purse: purseOf(farm, role.user),
    numbersAsText: role.numbersAsText ?? false,
    leaves: [],
    tags: new Map(),
    deleted: false,
  };
  const chain = isChain(role.shape);
  const backwards = leaves.some((leaf) => leaf.status === TASK.rendering);
  const took = leaves.map(tookSeconds);
  const total = took.reduce((sum, seconds) => sum + (seconds + PASS_GAP_SECONDS) * 1000, 0);
  let start = backwards ? openedAt - (chain ? total : Math.max(...took) * 1000) - 30_000 : submittedAt + 5 * MINUTE;
  leaves.forEach((draft, index) => {
    const wall = (took[index] ?? 0) * 1000;
    const renders = draft.status === TASK.rendering;
    const began = renders || draft.history.ran > 0;
    const startedAt = !began ? null : renders ? openedAt - wall - 20_000 : start;
    const ended = startedAt !== null && !renders && draft.status !== 37 && draft.status !== 100;
    const leaf = addLeaf(job, draft, {
      ...farm.takePlace(job.isShell ? null : id, draft.plan.count),
      startedAt: startedAt === null ? null : floorToSecond(startedAt),
      completedAt: ended ? floorToSecond(startedAt + wall) : null,
      after: chain ? (job.leaves.at(-1) ?? null) : null,
    });
    if (chain) start += wall + PASS_GAP_SECONDS * 1000;
    wind(farm, leaf, openedAt, ((role.startsIn ?? 10) + index) * MINUTE);
  });
  return job;
}

export const floorToSecond = (moment: number): number => Math.floor(moment / 1000) * 1000;

function purseOf(farm: FarmState, user: CastRole["user"]): Purse {
  if (user === "freelancer") return farm.purses.freelancer;
  return user === "trainee" ? farm.purses.trainee : farm.purses.account;
}

/** Foresees what happens next to a leaf that has not ended. */
function wind(farm: FarmState, leaf: Leaf, openedAt: number, startsIn: number): void {
  const { engine } = farm;
  if (leaf.status === TASK.rendering) open(engine, leaf, openedAt);
  else if (leaf.status === TASK.waiting && (!leaf.after || leaf.after.status === TASK.finished))
    leaf.wakeAt = openedAt + startsIn;
  else if ([TASK.submitting, TASK.analysing, TASK.preRendering].some((phase) => phase === leaf.status))
    leaf.wakeAt = openedAt + 20_000;
  schedule(engine, leaf);
}
