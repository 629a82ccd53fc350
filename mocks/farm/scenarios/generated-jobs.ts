/** The jobs that a farm has when it is created: the scenarios, then as many generated ordinary jobs as needed. */

import { SOFTWARE, TASK } from "../engine/codes";
import { resumeLeaf, scheduleLeaf } from "../engine/engine";
import { historySeconds } from "../engine/frames";
import type { Job, Leaf, Wallet } from "../engine/leaf";
import { createRandom, type Random } from "../engine/random";
import type { FarmState } from "../state";
import { addLeaf, type LeafTemplate } from "./add-leaf";
import { createLeafTemplates, type Shape, type State, UNKNOWN_TASK_STATUS } from "./job-templates";
import { freelancer, projects, shotNames, trainee, users } from "./names";
import { type Scenario, scenarios } from "./scenarios";

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

const suffixes: Readonly<Record<number, string>> = {
  [SOFTWARE.maya]: "ma",
  [SOFTWARE.max]: "max",
  [SOFTWARE.houdini]: "hip",
  [SOFTWARE.cinema4d]: "c4d",
  [SOFTWARE.blender]: "blend",
  [SOFTWARE.vrayStandalone]: "vrscene",
  [SOFTWARE.keyshot]: "bip",
};

/** Weighted by repetition. */
const generatedShapes: readonly Shape[] = [
  ...Array<Shape>(7).fill("photon"),
  ...Array<Shape>(6).fill("layers"),
  ...Array<Shape>(4).fill("main"),
  "simulation",
  "tiles",
  "groups",
];

const generatedStates: readonly State[] = [
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

const { maya, max, houdini, cinema4d, blender, vrayStandalone } = SOFTWARE;

const softwareByShape: Readonly<Record<Shape, readonly number[]>> = {
  main: [maya, maya, cinema4d, blender, vrayStandalone],
  groups: [maya, blender],
  tiles: [max],
  preRender: [maya],
  priority: [max],
  channels: [max],
  photon: [max],
  simulation: [houdini],
  layers: [maya],
};

function generateScenarios(random: Random, count: number): Scenario[] {
  const first = 3000;
  const span = Math.min(240, 3 + count * 0.4) * DAY_MINUTES;
  return Array.from({ length: count }, (_, index) => {
    const shape = random.pick(generatedShapes);
    return {
      minutesAgo: Math.round(first + ((index + random.next()) / count) * span),
      cgId: random.pick(softwareByShape[shape]),
      shape,
      state: random.pick(generatedStates),
      frames: shape === "tiles" ? 16 : random.pick([1, 10, 24, 48, 100, 120, 240]),
      frameSeconds: random.int(20, 600),
      layerCount: random.int(3, 5),
      level: random.pick([60, 60, 79, 80]),
    };
  });
}

/** A task with any number of frames, 40 % of them rendered. */
const largeScenario = (frames: number): Scenario => ({
  minutesAgo: 45,
  cgId: SOFTWARE.maya,
  shape: "main",
  state: "running",
  frames,
  share: 0.4,
  machines: 60,
  frameSeconds: 120,
  scene: `crowd_s001_sh0001_${frames}_frames_v001.ma`,
});

export function createSceneName(random: Random, scenario: Scenario): string {
  const suffix = suffixes[scenario.cgId] ?? "scene";
  const version = `v${String(random.int(1, 30)).padStart(3, "0")}`;
  const { shows, departments, rooms, times } = shotNames;
  if (scenario.cgId === SOFTWARE.max || scenario.cgId === SOFTWARE.keyshot)
    return `${random.pick(rooms)}_${random.pick(times)}_${version}.${suffix}`;
  const shot = `s${String(random.int(1, 60) * 10).padStart(3, "0")}_sh${String(random.int(1, 90) * 10).padStart(4, "0")}`;
  return `${random.pick(shows)}_${shot}_${random.pick(departments)}_${version}.${suffix}`;
}

export function createKeyValue(random: Random, scenario: Scenario): string {
  const [width, height] = random.pick([
    [1920, 1080],
    [3840, 2160],
    [2048, 858],
  ] as const);
  const renderer = scenario.cgId === SOFTWARE.max ? "vray" : random.pick(["arnold", "redshift", "vray"]);
  const cameras =
    scenario.cgId === SOFTWARE.max ? '["VRayCam001","VRayCam002"]' : '["persp","shotCam:main::renderCam"]';
  const tiles = scenario.shape === "tiles" ? `tiles:${scenario.frames ?? 16}::tiles_type:block::` : "";
  return `name:${renderer}::width:${width}::height:${height}::${tiles}all_camera:${cameras}::output_file_type:.exr::output_file:D:/out/shot_.exr::`;
}

type DatedScenario = {
  readonly scenario: Scenario;
  readonly leaves: readonly LeafTemplate[];
  readonly submittedAt: number;
};

/** Wall-clock seconds that the frames of a template have taken so far. */
const elapsedSeconds = (leaf: LeafTemplate): number =>
  historySeconds({ ...leaf, limitSeconds: leaf.limitSeconds ?? 0 });

/** Statuses of leaves that have run frames but no end. */
const statusesWithoutEnd = new Set<number>([UNKNOWN_TASK_STATUS, TASK.updating]);

const PASS_GAP_SECONDS = 7;
const isChain = (shape: Shape): boolean => shape === "photon" || shape === "simulation";

function dateScenario(scenario: Scenario, createdAt: number): DatedScenario {
  const leaves = createLeafTemplates(scenario);
  const seconds = leaves.map((leaf) => elapsedSeconds(leaf) + PASS_GAP_SECONDS);
  const total = isChain(scenario.shape) ? seconds.reduce((sum, one) => sum + one, 0) : Math.max(...seconds);
  const elapsedMs = leaves.some((leaf) => leaf.history.ran > 0) ? total * 1000 + 6 * MINUTE : 0;
  return {
    scenario,
    leaves,
    submittedAt: floorToSecond(createdAt - Math.max(scenario.minutesAgo * MINUTE, elapsedMs)),
  };
}

/** Adds `count` jobs, and one with `largeFrames` frames unless that is 0, to a farm that has the specification's jobs. */
export function addSeededJobs(farm: FarmState, count: number, largeFrames: number): void {
  const random = createRandom(farm.seed);
  const createdAt = farm.engine.clock;
  const all = [
    ...scenarios.slice(0, count),
    ...generateScenarios(random, Math.max(0, count - scenarios.length)),
    ...(largeFrames > 0 ? [largeScenario(largeFrames)] : []),
  ];
  const dated = all.map((scenario) => dateScenario(scenario, createdAt)).sort((a, b) => a.submittedAt - b.submittedAt);
  for (const scenario of dated) farm.addJob(createJob(farm, random, scenario, createdAt));
}

function createJob(
  farm: FarmState,
  random: Random,
  { scenario, leaves, submittedAt }: DatedScenario,
  createdAt: number,
): Job {
  const user = scenario.user === "freelancer" ? freelancer : scenario.user === "trainee" ? trainee : random.pick(users);
  const id = farm.allocateTaskId();
  const job: Job = {
    id,
    alias: `2W${id}`,
    isShell: leaves.length > 1,
    sceneName: scenario.scene ?? createSceneName(random, scenario),
    cgId: scenario.cgId,
    ...user,
    projectName: random.next() < 0.15 ? "" : random.pick(projects),
    camera: scenario.cgId === SOFTWARE.max ? "VRayCam001" : "renderCam",
    clonedFrom: 0,
    keyValue: createKeyValue(random, scenario),
    submittedAt,
    level: scenario.level ?? (random.next() < 0.5 ? 79 : 60),
    userLevel: random.pick([0, 50, 60]),
    machineLimit: scenario.machineLimit ?? (random.next() < 0.2 ? 200 : null),
    ramGb: random.next() < 0.3 ? 64 : null,
    wallet: walletOf(farm, scenario.user),
    numbersAsText: scenario.numbersAsText ?? false,
    leaves: [],
    tags: new Map(),
    isOperable: true,
    deleted: false,
  };
  const chain = isChain(scenario.shape);
  const hasRenderingLeaf = leaves.some((leaf) => leaf.status === TASK.rendering);
  const seconds = leaves.map(elapsedSeconds);
  const chainMs = seconds.reduce((sum, one) => sum + (one + PASS_GAP_SECONDS) * 1000, 0);
  // A job that is rendering now is dated back from the present, any other one forward from its submission.
  let start = hasRenderingLeaf
    ? createdAt - (chain ? chainMs : Math.max(...seconds) * 1000) - 30_000
    : submittedAt + 5 * MINUTE;
  leaves.forEach((template, index) => {
    const elapsedMs = (seconds[index] ?? 0) * 1000;
    const isRendering = template.status === TASK.rendering;
    const hasStarted = isRendering || template.history.ran > 0;
    const startedAt = !hasStarted ? null : isRendering ? createdAt - elapsedMs - 20_000 : start;
    const hasEnded = startedAt !== null && !isRendering && !statusesWithoutEnd.has(template.status);
    const leaf = addLeaf(job, template, {
      ...farm.allocateLeaf(job.isShell ? null : id, template.plan.count),
      startedAt: startedAt === null ? null : floorToSecond(startedAt),
      completedAt: hasEnded ? floorToSecond(startedAt + elapsedMs) : null,
      prerequisite: chain ? (job.leaves.at(-1) ?? null) : null,
    });
    if (chain) start += elapsedMs + PASS_GAP_SECONDS * 1000;
    scheduleFirstEvent(farm, leaf, createdAt, ((scenario.startsInMinutes ?? 10) + index) * MINUTE);
  });
  return job;
}

/** The farm writes whole seconds only. */
export const floorToSecond = (moment: number): number => Math.floor(moment / 1000) * 1000;

function walletOf(farm: FarmState, user: Scenario["user"]): Wallet {
  if (user === "freelancer") return farm.wallets.freelancer;
  return user === "trainee" ? farm.wallets.trainee : farm.wallets.account;
}

/** Schedules the first event of a leaf that has not ended. */
function scheduleFirstEvent(farm: FarmState, leaf: Leaf, createdAt: number, startsInMs: number): void {
  const { engine } = farm;
  if (leaf.status === TASK.rendering) resumeLeaf(engine, leaf, createdAt);
  else if (leaf.status === TASK.waiting && (!leaf.prerequisite || leaf.prerequisite.status === TASK.finished))
    leaf.wakeAt = createdAt + startsInMs;
  else if ([TASK.submitting, TASK.analysing, TASK.preRendering].some((phase) => phase === leaf.status))
    leaf.wakeAt = createdAt + 20_000;
  scheduleLeaf(engine, leaf);
}
