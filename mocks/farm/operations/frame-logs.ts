/** Frame logs, computed from seed and run: a rendering frame has its log up to now, a failed one the reason. */

import { FRAME, SOFTWARE } from "../engine/codes";
import { frameName } from "../engine/frame-plan";
import { failsAlike, frameAt, runHangs } from "../engine/frames";
import type { FrameState, Leaf } from "../engine/leaf";
import { loadOf } from "../engine/nodes";
import { chance, itemAt } from "../engine/random";
import type { FarmState } from "../state";
import { formatFarmTime } from "../wire/farm-time";
import { type Body, readId, readInteger, readOptionalInteger } from "../wire/request-body";
import { outputFolder } from "../wire/task-info";
import { findFrame } from "./task-queries";

/** Characters per page; pageSize has no effect (endpoints-current section 3). */
const PAGE_LENGTH = 16_384;
const MAX_TICKS = 360;

/** Errors by software, each with the analysis error code that explains it. */
const failures: Readonly<Record<number, readonly (readonly [code: string, text: string])[]>> = {
  [SOFTWARE.maya]: [
    ["20001", "Maya could not start: licence server 10.60.0.9 did not answer"],
    ["25010", "Maya scene has no renderable camera: renderCam is missing"],
  ],
  [SOFTWARE.max]: [
    ["15001", "3ds Max exited unexpectedly: the version of the scene is not installed"],
    ["15005", "textures are missing: //fileserver/maps/wood_floor_diffuse.jpg"],
  ],
  [SOFTWARE.houdini]: [["50001", "hython: no ROP node found at /out"]],
};
const anyFailure = [["15000", "renderer hung at start and was ended"]] as const;

/** Textures of one frame that the machine could not read: names, memory and times differ from frame to frame. */
function textureErrors(leaf: Leaf, index: number): string[] {
  const number = (purpose: number, from: number, to: number) =>
    from + Math.floor(chance(leaf.seed, index, purpose) * (to - from));
  const folder = `/mnt/projects/${leaf.job.projectName || "shared"}/tex`;
  return Array.from({ length: number(39, 2, 6) }, (_, line) => {
    const time = `00:0${number(40, 1, 9)}:${String(10 + line)}`;
    const texture = `${folder}/bark_${number(41 + line, 1001, 1099)}.tx`;
    return `${time} ${number(47, 7000, 9900)}MB ERROR   | [texture] error 25012: ${texture}: read failed, stale file handle`;
  });
}

/** The reasons of a failed run. */
function reasons(leaf: Leaf, index: number, run: number): string[] {
  if (failsAlike(leaf, index, run)) return textureErrors(leaf, index);
  const place = leaf.history.alike > 0 ? index : leaf.seed % 7;
  const [code, text] = itemAt(failures[leaf.job.cgId] ?? anyFailure, place);
  return [`ERROR ${code}: ${text}`];
}

const stages = ["building acceleration structure", "light cache", "rendering bucket", "sampling", "denoising"] as const;

type Line = { readonly second: number; readonly text: string };

function opening(leaf: Leaf, index: number): Line[] {
  const { job } = leaf;
  const load = loadOf(leaf, index);
  const texts = [
    "================================ render log ================================",
    `task ${leaf.id}, frame ${frameName(leaf.plan, index)}, node ${load?.node ?? "unknown"}`,
    `scene: ${job.sceneName.replaceAll(/\s+/g, " ")}`,
    `camera: ${job.camera}`,
    "mounting storage ... ok",
    "starting the renderer",
    "WARNING: 2 textures have no mip maps",
    "scene loaded",
  ];
  return texts.map((text, line) => ({ second: Math.floor(line / 2), text }));
}

/** Progress lines of a run that takes `fullSeconds`; a run that hangs is silent after 34 %. */
function progress(leaf: Leaf, index: number, run: number, fullSeconds: number): Line[] {
  const hangs = runHangs(leaf, index, run);
  const ticks = Math.min(MAX_TICKS, Math.max(1, fullSeconds - 4));
  return Array.from({ length: hangs ? Math.max(1, Math.floor(ticks * 0.34)) : ticks }, (_, tick) => {
    const share = (tick + 1) / ticks;
    const second = 4 + Math.floor(share * Math.max(0, fullSeconds - 5));
    const noise = chance(leaf.seed, index * 1000 + tick, 37 + run * 64);
    const stage = itemAt(stages, Math.min(stages.length - 1, Math.floor(share * stages.length)));
    const memory = (4 + share * 20 + noise).toFixed(2);
    return {
      second,
      text: `${stage}: ${(share * 100).toFixed(1)}% done, ${memory} GB, ${Math.floor(noise * 9000)} samples/s`,
    };
  });
}

function ending(leaf: Leaf, index: number, frame: FrameState): Line[] {
  const at = (text: string): Line => ({ second: frame.seconds, text });
  switch (frame.status) {
    case FRAME.done:
      return [
        at(`wrote /output/${outputFolder(leaf)}/${frameName(leaf.plan, index)}.exr`),
        at(`render finished in ${frame.seconds} s with 0 errors`),
      ];
    case FRAME.failed:
      return [
        ...reasons(leaf, index, frame.resubmits).map(at),
        at("ERROR: the renderer ended with exit code 1"),
        at("frame failed"),
      ];
    case FRAME.timedOut:
      return [at(`ERROR: time limit of ${leaf.limitSeconds} s reached, the renderer was ended`)];
    case FRAME.stopped:
      return [at("stopped by the user")];
    default:
      return [];
  }
}

/** The log of the last run of a frame up to `now`; "" before the first run. */
export function logText(leaf: Leaf, index: number, now: number): string {
  const frame = frameAt(leaf, index);
  if (frame.startedAt === 0) return "";
  const isRendering = frame.status === FRAME.rendering;
  const elapsedSeconds = isRendering ? Math.floor((now - frame.startedAt) / 1000) : frame.seconds;
  const fullSeconds = isRendering ? Math.round((frame.endedAt - frame.startedAt) / 1000) : frame.seconds;
  const lines = [
    ...opening(leaf, index),
    ...progress(leaf, index, frame.resubmits, fullSeconds),
    ...(isRendering ? [] : ending(leaf, index, frame)),
  ];
  return lines
    .filter(({ second }) => second <= elapsedSeconds)
    .map(({ second, text }) => `[${formatFarmTime(frame.startedAt + second * 1000)}] ${text}\n`)
    .join("");
}

/** One page of a frame log. Pages are cut by characters, also inside a line; page 0 is the same as page 1. */
export function showLog(farm: FarmState, body: Body) {
  const { leaf, index } = findFrame(farm, readId(body, "id"));
  const pageNum = readInteger(body, "pageNum");
  readOptionalInteger(body, "pageSize", 1);
  const text = logText(leaf, index, farm.engine.clock);
  const start = (Math.max(1, pageNum) - 1) * PAGE_LENGTH;
  const part = text.slice(start, start + PAGE_LENGTH);
  return {
    pageCount: Math.ceil(text.length / PAGE_LENGTH),
    pageNum,
    total: text.length,
    size: PAGE_LENGTH,
    items: part === "" ? [] : part.split("\n"),
  };
}
