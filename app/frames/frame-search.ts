/** The URL is the view: what `/tasks/<id>?…` may say. What does not parse falls back. */
import * as z from "zod/mini";
import { readList } from "../ui/url-list";

const list = z.pipe(z.optional(z.unknown()), z.transform(readList));
const number = z.catch(z.optional(z.coerce.number().check(z.int(), z.positive())), undefined);
const text = z.catch(z.string().check(z.maxLength(300)), "");

const schema = z.object({
  /** Layer or pass of a shell whose frames are shown. */
  layer: number,
  /** Names of frame states. */
  status: list,
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
  sort: z.catch(z.string().check(z.regex(/^-?[a-zA-Z]+$/)), "frame"),
});

export type FrameSearch = z.infer<typeof schema>;

/** Reads the URL's search parameters. Never throws. */
export const readFrameSearch = (raw: object): FrameSearch => schema.parse(raw);

export const defaultFrameSearch = readFrameSearch({});

/** Whether any filter is set. */
export const hasFrameFilters = ({ status, type, q, search, range, node }: FrameSearch) =>
  status.length + type.length > 0 || q !== "" || search !== "" || range !== "" || node !== "";
