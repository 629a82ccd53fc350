/** The URL is the view: what `/tasks/<id>?…` may say. What does not parse falls back. */
import * as z from "zod/mini";
import type { FrameStatusName } from "../../protocol/frames/frame";
import { readList } from "../../ui/browser/url-list";

/** Named here, not read from the table of states: the address bar must not wait for all that is known of frames. */
const statuses: Readonly<Record<FrameStatusName, true>> = {
  waiting: true,
  rendering: true,
  stopped: true,
  done: true,
  failed: true,
  waitsForPreRender: true,
  waitsForPhotonFrames: true,
  waitsForPriorityFrames: true,
  waitsForPhotonJob: true,
  waitsForSimulation: true,
  timedOut: true,
  waitsForSubFrame: true,
  unknown: true,
};

/** Columns the frames can be sorted by; "frame" is their natural order. */
export const sortColumns = [
  "frame",
  "status",
  "type",
  "time",
  "ratio",
  "node",
  "cpu",
  "memory",
  "cost",
  "resubmits",
  "started",
  "ended",
  "timeout",
] as const;

const sorts: readonly string[] = sortColumns.flatMap((column) => [column, `-${column}`]);

const list = z.pipe(z.optional(z.unknown()), z.transform(readList));
const states = z.pipe(
  list,
  z.transform((parts) => parts.filter((part) => Object.hasOwn(statuses, part))),
);
const number = z.catch(z.optional(z.coerce.number().check(z.int(), z.positive())), undefined);
const text = z.catch(z.string().check(z.maxLength(300)), "");

const schema = z.object({
  /** Layer or pass of a shell whose frames are shown. */
  layer: number,
  /** Names of frame states. */
  status: states,
  /** Codes of frame types. */
  type: list,
  /** Text searched in the loaded names. */
  q: text,
  /** searchKeyword: the farm itself looks for it. */
  search: text,
  /** Frame-range expression, as typed. */
  range: text,
  /** Address of the machine whose frames alone are shown; only today's farm tells it. */
  node: text,
  /** Id of the frame whose log is read, and the line of it that is spoken of, from 1. */
  log: number,
  line: number,
  /** What the strip's colours mean. */
  color: z.catch(z.enum(["status", "time", "cost"]), "status"),
  /** Column, descending with a minus before it. */
  sort: z.catch(z.string().check(z.refine((sort) => sorts.includes(sort))), "frame"),
});

export type FrameSearch = z.infer<typeof schema>;

/** Reads the URL's search parameters. Never throws. */
export const readFrameSearch = (raw: object): FrameSearch => schema.parse(raw);

export const defaultFrameSearch = readFrameSearch({});

/** The view for an account that may not see costs: no colour and no order may tell which frames cost more. */
export function withoutCosts(search: FrameSearch): FrameSearch {
  const { color, sort } = search;
  const plain = { color: color === "cost" ? "status" : color, sort: /^-?cost$/.test(sort) ? "frame" : sort } as const;
  return plain.color === color && plain.sort === sort ? search : { ...search, ...plain };
}
