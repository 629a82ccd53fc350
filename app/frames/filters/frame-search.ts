/** The search parameters of the frames page, `/tasks/<id>?…`. A value that does not parse becomes its default. */
import * as z from "zod/mini";
import type { FrameStatusName } from "../../protocol/frames/frame-status";
import { readList } from "../../ui/browser/url-list";
import { markKinds, sheetSizes } from "../pictures/sheet/sheet-search";

/** Listed here and not taken from the table of states: the router loads this file before the code of the page. */
const statuses: Readonly<Record<FrameStatusName | "overdue" | "hung" | "outlier", true>> = {
  overdue: true,
  hung: true,
  outlier: true,
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

/** Sortable columns; "frame" is the natural order. */
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
const marks = z.pipe(
  list,
  z.transform((parts) => parts.filter((part) => markKinds.some((kind) => kind === part))),
);
const number = z.catch(z.optional(z.coerce.number().check(z.int(), z.positive())), undefined);
const text = z.catch(z.string().check(z.maxLength(300)), "");

const schema = z.object({
  /** Task id of the layer or pass whose frames are shown. */
  layer: number,
  /** Names of frame states; also "overdue", "hung" (or slow) and "outlier". */
  status: states,
  /** Codes of frame types. */
  type: list,
  /** Filter on the names of loaded frames. */
  q: text,
  /** searchKeyword: the farm searches. */
  search: text,
  /** Frame-range expression, as typed. */
  range: text,
  /** Filter on the address of the node; only the current dialect has one. */
  node: text,
  /** Id of the frame whose log is open, and the linked line, from 1. */
  log: number,
  line: number,
  /** The failed frames by message are open. */
  errors: z.catch(z.optional(z.literal("open")), undefined),
  /** Another task whose pictures are compared (pictures/pair/pair-search.ts). */
  with: text,
  /** Size of the pictures on the contact sheet; without one the chart and the table are shown. */
  sheet: z.catch(z.optional(z.enum(sheetSizes)), undefined),
  /** Hints whose frames alone are on the sheet (pictures/marks). */
  mark: marks,
  /** Id of the frame whose picture is open in large. */
  picture: number,
  /** Number of the shown picture among those of a frame, from 1. */
  pass: number,
  /** The playback that is open (pictures/playback/playback-search.ts). */
  play: text,
  /** Small pictures in the rows; without it, as this browser showed them last. */
  pictures: z.catch(z.optional(z.enum(["on", "off"])), undefined),
  /** The value that the colours of the strip show. */
  color: z.catch(z.enum(["status", "time", "cost"]), "status"),
  /** A column, with "-" before it for descending. */
  sort: z.catch(z.string().check(z.refine((sort) => sorts.includes(sort))), "frame"),
});

export type FrameSearch = z.infer<typeof schema>;

/** Parses the search parameters. Never throws. */
export const readFrameSearch = (raw: object): FrameSearch => schema.parse(raw);

export const defaultFrameSearch = readFrameSearch({});

/** The search parameters as they are on the URL, or as another page links to them. */
export type FrameUrl = { readonly [Name in keyof FrameSearch]?: FrameSearch[Name] | string | undefined };

/** The search parameters without those that have their default. */
export function writeFrameSearch(search: FrameSearch): Partial<FrameSearch> {
  const result: Partial<FrameSearch> = { ...search };
  for (const [name, value] of Object.entries(defaultFrameSearch))
    if (String(Reflect.get(search, name)) === String(value)) Reflect.deleteProperty(result, name);
  return result;
}

/** The search where charges are hidden: colour and order by cost would reveal which frames cost more. */
export function withoutCosts(search: FrameSearch): FrameSearch {
  const { color, sort } = search;
  const plain = { color: color === "cost" ? "status" : color, sort: /^-?cost$/.test(sort) ? "frame" : sort } as const;
  return plain.color === color && plain.sort === sort ? search : { ...search, ...plain };
}
