/** Progress of each tile of a 3ds Max task (loadTaskProcessImg, endpoints-current section 3); nearly all of it is text. */

import { frameBlock, frameName, frameType } from "../engine/frame-plan";
import { DONE, EXECUTING, frameAt } from "../engine/frames";
import type { Leaf } from "../engine/leaf";
import type { FarmState } from "../state";
import { type Body, INVALID, oneId, optionalInteger, Refusal } from "../wire/request-body";
import { outputFolder } from "../wire/task-info";
import { leafOf } from "./task-queries";

const MAX = 2001;
const PHOTON = 2;
const MAIN = 5;
const EIGHT_HOURS = 8 * 3_600_000;

const written = (ms: number): string | null =>
  ms === 0 ? null : new Date(ms + EIGHT_HOURS).toISOString().slice(0, 19).replace("T", " ");

function grab(leaf: Leaf, index: number, now: number) {
  const frame = frameAt(leaf, index);
  const executes = frame.status === EXECUTING;
  const used = executes ? Math.floor((now - frame.startedAt) / 1000) : frame.seconds;
  const left = executes ? Math.max(0, Math.round((frame.endedAt - now) / 1000)) : 0;
  const percent = executes ? Math.floor((used / Math.max(1, used + left)) * 100) : frame.status === DONE ? 100 : 0;
  const name = frameName(leaf.plan, index);
  return {
    startTime: written(frame.startedAt),
    endTime: executes ? null : written(frame.endedAt),
    frameStatus: String(frame.status),
    isMaxPrice: "0",
    feeAmount: (frame.account / 100).toFixed(2),
    couponFee: (frame.coupon / 100).toFixed(2),
    frameIndex: name.replace(/-\d+$/, ""),
    frameBlock: frameBlock(leaf.plan, index) || null,
    framePercent: String(percent),
    frameUsed: String(used),
    frameEst: String(left),
    renderInfo: "",
    grabUrl: `/mnt/output/d2_0/small_pic/${outputFolder(leaf)}_${name}.jpg`,
  };
}

const sizeIn = (keyValue: string, name: string): number =>
  Number(new RegExp(`(?:^|::)${name}:(\\d+)`).exec(keyValue)?.[1] ?? 640);

/** Frames of the type asked for, else of the leaf's own stage; 3ds Max only. */
export function loadTaskProcessImg(farm: FarmState, body: Body) {
  const leaf = leafOf(farm, oneId(body, "taskId"));
  if (leaf.job.cgId !== MAX) throw new Refusal(INVALID);
  const type = optionalInteger(body, "frameType") ?? (leaf.taskType === "RenderPhoton" ? PHOTON : MAIN);
  if (type !== PHOTON && type !== MAIN) throw new Refusal(INVALID);
  const shown = Array.from({ length: leaf.plan.count }, (_, index) => index).filter(
    (index) => frameType(leaf.plan, index) === type,
  );
  const tiled = leaf.plan.kind === "tiles";
  const tiles = shown.map((index) => grab(leaf, index, farm.engine.clock));
  return {
    width: sizeIn(leaf.job.keyValue, "width"),
    height: sizeIn(leaf.job.keyValue, "height"),
    block: tiled ? tiles.length : 1,
    isRenderPhoton: leaf.taskType === "RenderPhoton",
    currentTaskType: leaf.taskType,
    sceneName: `${leaf.job.sceneName}-${leaf.job.camera}`,
    startTime: written(leaf.startedAt ?? 0),
    endTime: written(leaf.completedAt ?? 0),
    grabInfo: tiled ? [tiles] : tiles.map((tile) => [tile]),
  };
}
