/** The search parameters of the history routes. */
import * as z from "zod/mini";
import { usageDimensions, usagePeriods } from "../../mirror/recorded-history";
import { isMoment } from "../../protocol/wire/moment";
import { Problem } from "../../proxy/http/problem";
import { offsetMinutes, type TimeZone } from "../store/usage/boundaries";

/** Samples of one answer; the page draws fewer points. */
export const MAX_FARM_SAMPLES = 5000;
/** Older samples are too far apart to be steps, ms. */
export const MAX_GROWTH_MS = 8 * 86_400_000;

const MOMENT = "must be epoch ms";

/** Epoch ms as text. */
export const moment = z
  .string(MOMENT)
  .check(z.refine((text) => /^\d{1,16}$/.test(text) && isMoment(Number(text)), MOMENT));

const range = { from: moment, to: moment };

const isZone = (zone: TimeZone) => {
  try {
    offsetMinutes(zone, 0);
    return true;
  } catch {
    return false;
  }
};

/** Minutes east of UTC, or an IANA name. */
const zone = z.pipe(
  z.string("must be a time zone"),
  z.transform((text): TimeZone => (/^[+-]?\d+$/.test(text) ? Number(text) : text)),
);

const usageParameters = z.object({
  ...range,
  period: z.enum(usagePeriods, `must be one of ${usagePeriods.join(", ")}`),
  by: z.enum(usageDimensions, `must be one of ${usageDimensions.join(", ")}`),
  zone: zone.check(z.refine(isZone, "is no time zone")),
});

const SEQUENCE = "must be a sequence number";
const every = z.string("must be ms").check(z.regex(/^[1-9]\d{0,12}$/, "must be ms, at least 1"));

const farmParameters = z.object({ ...range, every });
const growthParameters = z.object({ from: moment, every });
const absenceParameters = z.object({ from: moment });
const eventParameters = z.object({ after: z.string(SEQUENCE).check(z.regex(/^\d{1,15}$/, SEQUENCE)) });

const VERSION = "must be a version number";

const versionsParameters = z.object({
  name: z.string("must be the name of an environment").check(z.minLength(1, "must not be empty"), z.maxLength(1000)),
  before: z.optional(z.string(VERSION).check(z.regex(/^[1-9]\d{0,8}$/, VERSION))),
});

/** The checked parameters. Throws a Problem with the reason. */
export function parse<Schema extends z.ZodMiniType>(schema: Schema, query: Readonly<Record<string, string>>) {
  const parsed = z.safeParse(schema, query);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  throw new Problem("invalid-request", { detail: `${reasons.join("; ")}.` });
}

/** The range in epoch ms, the end not included. Throws a Problem if it is empty. */
function rangeOf({ from, to }: { readonly from: string; readonly to: string }) {
  const parsed = { fromMs: Number(from), toMs: Number(to) };
  if (parsed.fromMs < parsed.toMs) return parsed;
  throw new Problem("invalid-request", { detail: "from must be before to." });
}

/** Throws a Problem with the reason. */
export function readUsageParameters(query: Readonly<Record<string, string>>) {
  const { from, to, ...rest } = parse(usageParameters, query);
  return { ...rest, ...rangeOf({ from, to }) };
}

/** Throws a Problem with the reason. */
export function readFarmParameters(query: Readonly<Record<string, string>>) {
  const { from, to, every: interval } = parse(farmParameters, query);
  const { fromMs, toMs } = rangeOf({ from, to });
  const everyMs = Number(interval);
  if ((toMs - fromMs) / everyMs <= MAX_FARM_SAMPLES) return { fromMs, toMs, everyMs };
  throw new Problem("invalid-request", { detail: `More than ${MAX_FARM_SAMPLES} samples: choose a larger every.` });
}

/** Throws a Problem with the reason. */
export function readVersionsParameters(query: Readonly<Record<string, string>>) {
  const { name, before } = parse(versionsParameters, query);
  return { name, ...(before === undefined ? {} : { before: Number(before) }) };
}

export function readGrowthParameters(query: Readonly<Record<string, string>>, nowMs: number) {
  const { from, every: interval } = parse(growthParameters, query);
  const fromMs = Number(from);
  if (fromMs >= nowMs - MAX_GROWTH_MS) return { fromMs, everyMs: Number(interval) };
  throw new Problem("invalid-request", { detail: "from must be at most 8 days ago." });
}

/** Epoch ms. Throws a Problem with the reason. */
export const readAbsenceParameters = (query: Readonly<Record<string, string>>) => ({
  fromMs: Number(parse(absenceParameters, query).from),
});

/** Throws a Problem with the reason. */
export const readEventParameters = (query: Readonly<Record<string, string>>) => ({
  afterSeq: Number(parse(eventParameters, query).after),
});
