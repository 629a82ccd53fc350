/** Progress of the tiles of a 3ds Max task (loadTaskProcessImg, endpoints-current section 3); most members are text on the wire. */

import { FRAME, FRAME_TYPE, SOFTWARE } from "../engine/codes";
import { frameBlock, frameName, frameType } from "../engine/frame-plan";
import { frameAt } from "../engine/frames";
import type { Leaf } from "../engine/leaf";
import type { FarmState } from "../state";
import { formatFarmTime } from "../wire/farm-time";
import { type Body, INVALID, Refusal, readId, readOptionalInteger } from "../wire/request-body";
import { outputFolder } from "../wire/task-info";
import { findLeaf } from "./task-queries";

const timeOrNull = (ms: number): string | null => (ms === 0 ? null : formatFarmTime(ms));

function tileProgress(leaf: Leaf, index: number, now: number) {
  const frame = frameAt(leaf, index);
  const isRendering = frame.status === FRAME.rendering;
  const used = isRendering ? Math.floor((now - frame.startedAt) / 1000) : frame.seconds;
  const left = isRendering ? Math.max(0, Math.round((frame.endedAt - now) / 1000)) : 0;
  const percent = isRendering
    ? Math.floor((used / Math.max(1, used + left)) * 100)
    : frame.status === FRAME.done
      ? 100
      : 0;
  const name = frameName(leaf.plan, index);
  return {
    startTime: timeOrNull(frame.startedAt),
    endTime: isRendering ? null : timeOrNull(frame.endedAt),
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

/** Frames of the requested type; by default of the type that the leaf renders. 600 for other software than 3ds Max. */
export function loadTaskProcessImg(farm: FarmState, body: Body) {
  const leaf = findLeaf(farm, readId(body, "taskId"));
  if (leaf.job.cgId !== SOFTWARE.max) throw new Refusal(INVALID);
  const type =
    readOptionalInteger(body, "frameType") ?? (leaf.taskType === "RenderPhoton" ? FRAME_TYPE.photon : FRAME_TYPE.main);
  if (type !== FRAME_TYPE.photon && type !== FRAME_TYPE.main) throw new Refusal(INVALID);
  const indexes = Array.from({ length: leaf.plan.count }, (_, index) => index).filter(
    (index) => frameType(leaf.plan, index) === type,
  );
  const isTiled = leaf.plan.kind === "tiles";
  const tiles = indexes.map((index) => tileProgress(leaf, index, farm.engine.clock));
  return {
    width: sizeIn(leaf.job.keyValue, "width"),
    height: sizeIn(leaf.job.keyValue, "height"),
    block: isTiled ? tiles.length : 1,
    isRenderPhoton: leaf.taskType === "RenderPhoton",
    currentTaskType: leaf.taskType,
    sceneName: `${leaf.job.sceneName}-${leaf.job.camera}`,
    startTime: timeOrNull(leaf.startedAt ?? 0),
    endTime: timeOrNull(leaf.completedAt ?? 0),
    grabInfo: isTiled ? [tiles] : tiles.map((tile) => [tile]),
  };
}
