/** Logs of frames: the same text for the same run, as far as it has come; a failed frame's says why. */

import { frameName } from "../engine/frame-plan";
import { DONE, EXECUTING, FAILED, frameAt, runHangs, STOPPED, TIMED_OUT } from "../engine/frames";
import type { FrameState, Leaf } from "../engine/leaf";
import { loadOf } from "../engine/nodes";
import { chance, itemAt } from "../engine/random";
import type { FarmState } from "../state";
import { type Body, integer, oneId, optionalInteger } from "../wire/request-body";
import { outputFolder } from "../wire/task-info";
import { frameOf } from "./task-queries";

const EIGHT_HOURS = 8 * 3_600_000;
/** Characters of a page; pageSize changes nothing (endpoints-current section 3). */
const PAGE_LENGTH = 16_384;
const MOST_TICKS = 360;

/** What goes wrong with each software, under the analysis error code that explains it. */
const failures: Readonly<Record<number, readonly (readonly [code: string, text: string])[]>> = {
  2000: [
    ["20001", "Maya could not start: licence server 10.60.0.9 did not answer"],
    ["25010", "Maya scene has no renderable camera: renderCam is missing"],
  ],
  2001: [
    ["15001", "3ds Max exited unexpectedly: the version of the scene is not installed"],
    ["15005", "textures are missing: //fileserver/maps/wood_floor_diffuse.jpg"],
  ],
  2004: [["50001", "hython: no ROP node found at /out"]],
};
const anyFailure = [["15000", "renderer hung at start and was ended"]] as const;

const stages = ["building acceleration structure", "light cache", "rendering bucket", "sampling", "denoising"] as const;

const stamp = (ms: number): string => new Date(ms + EIGHT_HOURS).toISOString().slice(0, 19).replace("T", " ");

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

/** Progress of a run that would take `whole` seconds, tick by tick; one that hangs gets no further than its first third. */
function progress(leaf: Leaf, index: number, run: number, whole: number): Line[] {
  const hangs = runHangs(leaf, index, run);
  const ticks = Math.min(MOST_TICKS, Math.max(1, whole - 4));
  return Array.from({ length: ticks }, (_, tick) => {
    const share = (tick + 1) / ticks;
    const second = 4 + Math.floor(share * Math.max(0, whole - 5));
    if (hangs && share > 0.34) return { second, text: "no progress, waiting for the renderer" };
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
    case DONE:
      return [
        at(`wrote /output/${outputFolder(leaf)}/${frameName(leaf.plan, index)}.exr`),
        at(`render finished in ${frame.seconds} s with 0 errors`),
      ];
    case FAILED: {
      const [code, text] = itemAt(failures[leaf.job.cgId] ?? anyFailure, leaf.seed % 7);
      return [at(`ERROR ${code}: ${text}`), at("ERROR: the renderer ended with exit code 1"), at("frame failed")];
    }
    case TIMED_OUT:
      return [at(`ERROR: time limit of ${leaf.limitSeconds} s reached, the renderer was ended`)];
    case STOPPED:
      return [at("stopped by the user")];
    default:
      return [];
  }
}

/** The log of the frame's last run up to now; "" before it ran. */
export function logText(leaf: Leaf, index: number, now: number): string {
  const frame = frameAt(leaf, index);
  if (frame.startedAt === 0) return "";
  const executes = frame.status === EXECUTING;
  const soFar = executes ? Math.floor((now - frame.startedAt) / 1000) : frame.seconds;
  const whole = executes ? Math.round((frame.endedAt - frame.startedAt) / 1000) : frame.seconds;
  const lines = [
    ...opening(leaf, index),
    ...progress(leaf, index, frame.resubmits, whole),
    ...(executes ? [] : ending(leaf, index, frame)),
  ];
  return lines
    .filter(({ second }) => second <= soFar)
    .map(({ second, text }) => `[${stamp(frame.startedAt + second * 1000)}] ${text}\n`)
    .join("");
}

/** One page of a frame's log, cut after so many characters wherever a line ends. Page 0 is the first as well. */
export function showLog(farm: FarmState, body: Body) {
  const { leaf, index } = frameOf(farm, oneId(body, "id"));
  const pageNum = integer(body, "pageNum");
  optionalInteger(body, "pageSize", 1);
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
