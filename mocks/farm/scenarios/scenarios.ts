/** The jobs of every farm, newest first: each task state, each shape, and the odd names and numbers that a page must display. */
import { SOFTWARE } from "../engine/codes";
import type { JobTemplate } from "./job-templates";
import { hostileScenes } from "./names";

export type Scenario = JobTemplate & {
  /** Minutes from submission to the creation of the farm; longer if the history of the job needs it. */
  readonly minutesAgo: number;
  readonly cgId: number;
  readonly scene?: string;
  readonly user?: "freelancer" | "trainee";
  readonly machineLimit?: number;
  readonly level?: number;
  readonly numbersAsText?: true;
  /** Minutes until a waiting job starts to render. */
  readonly startsInMinutes?: number;
};

const { maya: MAYA, max: MAX, houdini: HOUDINI, cinema4d: C4D, blender: BLENDER } = SOFTWARE;

const [bold, quotes, arabic, hebrew, emoji, spaces, proto, long, control] = hostileScenes;

export const scenarios: readonly Scenario[] = [
  { minutesAgo: 1, cgId: MAYA, shape: "main", state: "submitting", scene: "dragon_s020_sh0110_lighting_v001.ma" },
  { minutesAgo: 2, cgId: MAX, shape: "main", state: "analysing", scene: "客厅_夜景_v004.max" },
  { minutesAgo: 4, cgId: C4D, shape: "main", state: "preRendering", scene: "tvc_s001_sh0030_lookdev_v003.c4d" },
  { minutesAgo: 6, cgId: BLENDER, shape: "main", state: "waiting", startsInMinutes: 3, frameSeconds: 60 },
  { minutesAgo: 9, cgId: MAYA, shape: "layers", state: "waiting", startsInMinutes: 12, layerCount: 4, frames: 96 },
  {
    minutesAgo: 12,
    cgId: MAX,
    shape: "main",
    state: "waiting",
    startsInMinutes: 35,
    scene: "售楼处大堂_清晨_v002.max",
  },
  {
    minutesAgo: 15,
    cgId: HOUDINI,
    shape: "simulation",
    state: "passRunning",
    frames: 240,
    frameSeconds: 45,
    share: 0.05,
  },
  { minutesAgo: 18, cgId: MAX, shape: "photon", state: "passRunning", frames: 60, frameSeconds: 240, share: 0.3 },
  {
    minutesAgo: 20,
    cgId: C4D,
    shape: "main",
    state: "running",
    frames: 300,
    machines: 8,
    user: "freelancer",
    level: 60,
    share: 0.1,
    frameSeconds: 150,
    scene: emoji,
  },
  {
    minutesAgo: 25,
    cgId: MAYA,
    shape: "preRender",
    state: "running",
    frames: 120,
    share: 0,
    frameSeconds: 300,
    machines: 12,
  },
  {
    minutesAgo: 30,
    cgId: MAX,
    shape: "tiles",
    state: "running",
    frames: 16,
    share: 0.2,
    frameSeconds: 900,
    machines: 4,
    scene: "庭院鸟瞰_黄昏_v007.max",
  },
  {
    minutesAgo: 40,
    cgId: BLENDER,
    shape: "groups",
    state: "running",
    frames: 1200,
    machines: 14,
    share: 0.2,
    frameSeconds: 80,
    scene: hebrew,
  },
  {
    minutesAgo: 50,
    cgId: MAYA,
    shape: "main",
    state: "running",
    frames: 2400,
    machines: 24,
    reminderSeconds: 3600,
    share: 0.35,
    frameSeconds: 90,
    scene: "dragon_s010_sh0200_lighting_v012.ma",
  },
  {
    minutesAgo: 55,
    cgId: C4D,
    shape: "main",
    state: "running",
    frames: 1800,
    machines: 16,
    machineLimit: 10,
    share: 0.1,
    frameSeconds: 60,
    numbersAsText: true,
    scene: "tvc_s001_sh0010_lighting_v008.c4d",
  },
  {
    minutesAgo: 70,
    cgId: MAYA,
    shape: "layers",
    state: "running",
    frames: 720,
    layerCount: 4,
    machines: 16,
    frameSeconds: 75,
    scene: "city_s030_sh0040_lighting_v021.ma",
  },
  {
    minutesAgo: 95,
    cgId: MAX,
    shape: "photon",
    state: "passFailed",
    frames: 30,
    frameSeconds: 200,
    scene: "主卧_日景_v005.max",
  },
  { minutesAgo: 110, cgId: MAX, shape: "priority", state: "testDone", frames: 40, scene: "别墅外立面_黄昏_v010.max" },
  { minutesAgo: 130, cgId: MAYA, shape: "main", state: "updating", frames: 24 },
  { minutesAgo: 150, cgId: MAYA, shape: "main", state: "unknown", frames: 24, scene: proto },
  {
    minutesAgo: 180,
    cgId: MAYA,
    shape: "main",
    state: "withFailed",
    frames: 200,
    frameSeconds: 60,
    scene: "robot_s040_sh0110_fx_v003.ma",
  },
  { minutesAgo: 240, cgId: MAX, shape: "tiles", state: "withFailed", frames: 16, frameSeconds: 600 },
  {
    minutesAgo: 300,
    cgId: HOUDINI,
    shape: "simulation",
    state: "timedOut",
    frames: 80,
    frameSeconds: 200,
    scene: "ocean_s005_sh0020_fx_v014.hip",
  },
  {
    minutesAgo: 360,
    cgId: C4D,
    shape: "main",
    state: "arrears",
    user: "trainee",
    frames: 60,
    scene: "毕业设计_最终版_真的最终版.c4d",
  },
  {
    minutesAgo: 420,
    cgId: MAYA,
    shape: "layers",
    state: "stopped",
    layerCount: 3,
    frames: 120,
    scene: "forest_s011_sh0090_lighting_v006.ma",
  },
  { minutesAgo: 480, cgId: BLENDER, shape: "main", state: "userStopped", frames: 90 },
  { minutesAgo: 540, cgId: MAX, shape: "photon", state: "abandoned", frames: 20, scene: bold },
  { minutesAgo: 600, cgId: MAYA, shape: "main", state: "failed", frames: 12, scene: control },
  { minutesAgo: 660, cgId: HOUDINI, shape: "main", state: "submitFailed", frames: 10 },
  { minutesAgo: 720, cgId: MAYA, shape: "main", state: "withStopped", frames: 150, scene: quotes },
  { minutesAgo: 900, cgId: MAX, shape: "channels", state: "finished", frames: 24, scene: arabic },
  { minutesAgo: 1100, cgId: MAX, shape: "photon", state: "finished", frames: 16, scene: long },
  { minutesAgo: 1300, cgId: MAYA, shape: "groups", state: "finished", frames: 40, scene: spaces, numbersAsText: true },
  { minutesAgo: 1500, cgId: SOFTWARE.vrayStandalone, shape: "main", state: "finished", frames: 250, frameSeconds: 30 },
  { minutesAgo: 1900, cgId: HOUDINI, shape: "simulation", state: "finished", frames: 240 },
  { minutesAgo: 2300, cgId: SOFTWARE.keyshot, shape: "main", state: "finished", frames: 1, frameSeconds: 700 },
  {
    minutesAgo: 2700,
    cgId: MAYA,
    shape: "layers",
    state: "withFailed",
    layerCount: 5,
    frames: 100,
    failures: { failed: 34, alike: 31 },
  },
];
