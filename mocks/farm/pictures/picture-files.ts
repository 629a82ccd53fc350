/** The picture files of the demo farm: their paths, and the file at a path. They are drawn when they are asked for. */
import { FRAME } from "../engine/codes";
import { frameName } from "../engine/frame-plan";
import { frameAt } from "../engine/frames";
import type { Leaf } from "../engine/leaf";
import { chance } from "../engine/random";
import type { FarmState } from "../state";
import { encodePng } from "./png";
import { drawScene, type Flaw, type Pass, type Shot } from "./scene";

const allPasses: readonly Pass[] = ["beauty", "depth", "normal"];
/** Purpose of `chance`. */
const FLAW = 9;
/** The frame that is black in every long task of plain frames. */
const BLACK_FRAME = 87;
const LONG_TASK = 100;
/** The frames before this index are all good. */
const FIRST_FLAW = 12;
/** Of all frames, these shares have a flaw. */
const flawShares: readonly (readonly [Flaw | "broken", number])[] = [
  ["noisy", 0.003],
  ["nearBlack", 0.002],
  ["broken", 0.002],
];

const VERSION = /_v(\d+)/i;

/** The shot of a leaf, by the name of its scene without the version, and its layer. */
function shotOf({ job, layerName }: Leaf): Shot {
  let seed = 7;
  for (const letter of `${job.sceneName.replace(VERSION, "")} ${layerName ?? ""}`)
    seed = Math.imul(seed ^ (letter.codePointAt(0) ?? 0), 0x9e3779b1) >>> 0;
  return { seed, version: Number(VERSION.exec(job.sceneName)?.[1] ?? 0) };
}

/** The passes of a leaf: one to three. */
export const passesOfLeaf = (leaf: Leaf): readonly Pass[] => allPasses.slice(0, 1 + (shotOf(leaf).seed % 3));

/** What is wrong with the pictures of a frame; null: nothing. */
export function flawOf(leaf: Leaf, index: number): Flaw | "broken" {
  if (leaf.plan.kind !== "main" || leaf.plan.count < LONG_TASK) return null;
  if (numberOf(leaf, index) === BLACK_FRAME) return "black";
  if (index < FIRST_FLAW) return null;
  let left = chance(leaf.seed, index, FLAW);
  for (const [flaw, share] of flawShares) {
    if (left < share) return flaw;
    left -= share;
  }
  return null;
}

const numberOf = (leaf: Leaf, index: number) => Number.parseInt(frameName(leaf.plan, index), 10) || 0;

const FOLDER = "small_pic";

/** The paths of a done frame's pictures as the documents of 2018 write them; none for another frame. */
export function picturePaths(leaf: Leaf, index: number): string[] {
  if (frameAt(leaf, index).status !== FRAME.done) return [];
  const frame = String(numberOf(leaf, index)).padStart(4, "0");
  return passesOfLeaf(leaf).map((pass) =>
    [
      FOLDER,
      "100000",
      leaf.job.userId,
      leaf.id,
      `${pass}_${leaf.firstFrameId + index}_renderbus_${frame}[-]exr.png`,
    ].join("\\"),
  );
}

/** The same path as the farm writes it today. */
export const currentPath = (path: string): string => `/mnt/output/d2_0/${path.replaceAll("\\", "/")}`;

const FILE = /(?:^|\/)small_pic\/\d+\/\d+\/(\d+)\/([a-z]+)_(\d+)_renderbus_\d+\[-\]exr\.png$/;

/** The file at the path of a request; null: there is none. A broken one ends in the middle. */
export function pictureFile(farm: FarmState, path: string): Uint8Array<ArrayBuffer> | null {
  const [, taskId, passName, frameId] = FILE.exec(path) ?? [];
  const leaf = farm.leavesById.get(Number(taskId));
  const pass = leaf && passesOfLeaf(leaf).find((name) => name === passName);
  const index = leaf ? Number(frameId) - leaf.firstFrameId : -1;
  if (!leaf || !pass || index < 0 || index >= leaf.plan.count) return null;
  if (frameAt(leaf, index).status !== FRAME.done) return null;
  const flaw = flawOf(leaf, index);
  const file = encodePng(drawScene(shotOf(leaf), numberOf(leaf, index), pass, flaw === "broken" ? null : flaw));
  return flaw === "broken" ? file.slice(0, Math.floor(file.length * 0.3)) : file;
}
