/** Progress of each tile of a 3ds Max task (loadTaskProcessImg, endpoints-current section 3); every value is sent as text. */
import * as z from "zod/mini";
import { farmMoment, flag, integer, money, percent, rowsSchema, seconds, text } from "../wire/wire";

/** One tile, or one frame without tiles, as the farm sends it. */
export const grabInfoSchema = z.object({
  frameIndex: text,
  frameBlock: text,
  frameStatus: integer,
  framePercent: percent,
  frameUsed: seconds,
  frameEst: seconds,
  feeAmount: money,
  couponFee: money,
  isMaxPrice: flag,
  renderInfo: text,
  grabUrl: text,
  startTime: farmMoment,
  endTime: farmMoment,
});

export type TileProgress = {
  readonly frame: string;
  /** 1-based tile number; null when the frame is not tiled. */
  readonly tile: string | null;
  readonly statusCode: number | null;
  readonly percent: number | null;
  readonly usedSeconds: number | null;
  readonly leftSeconds: number | null;
  readonly accountCost: number | null;
  readonly couponCost: number | null;
  readonly reachedPriceCap: boolean;
  readonly info: string | null;
  readonly startedMs: number | null;
  readonly endedMs: number | null;
  /** Path of the image on the farm's disks, which a browser cannot open. */
  readonly imagePath: string | null;
};

const toTile = (wire: z.infer<typeof grabInfoSchema>): TileProgress => ({
  frame: wire.frameIndex ?? "",
  tile: wire.frameBlock || null,
  statusCode: wire.frameStatus,
  percent: wire.framePercent,
  usedSeconds: wire.frameUsed,
  leftSeconds: wire.frameEst,
  accountCost: wire.feeAmount,
  couponCost: wire.couponFee,
  reachedPriceCap: wire.isMaxPrice === true,
  info: wire.renderInfo || null,
  startedMs: wire.startTime,
  endedMs: wire.endTime,
  imagePath: wire.grabUrl || null,
});

/** Flattens a list of lists; anything else becomes an empty list. */
const flattened = z.pipe(
  z.optional(z.unknown()),
  z.transform((groups: unknown): unknown[] | null | undefined => (Array.isArray(groups) ? groups.flat() : [])),
);

/** The complete response. `width` and `height` are pixels; the documentation swaps their descriptions. */
export const tileProgressSchema = z.object({
  width: integer,
  height: integer,
  block: integer,
  isRenderPhoton: z.optional(z.unknown()),
  currentTaskType: text,
  sceneName: text,
  startTime: farmMoment,
  endTime: z.optional(farmMoment),
  completedTime: z.optional(farmMoment),
  grabInfo: z.pipe(flattened, rowsSchema<TileProgress>(z.pipe(grabInfoSchema, z.transform(toTile)))),
});
