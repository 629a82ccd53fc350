/** The search parameters of `/monitor?…`, which define the view. Invalid values become the defaults. */
import * as z from "zod/mini";
import { isKiosk } from "./is-kiosk";

const schema = z.object({
  /** Start of the period: the last time clocks in the chosen zone showed this hour, or a day or a week ago. */
  since: z.catch(z.string().check(z.regex(/^(([01]\d|2[0-3]):00|24h|7d)$/)), "20:00"),
  /** 1: a wall screen, which shows the Monitor alone. */
  kiosk: z.pipe(
    z.optional(z.unknown()),
    z.transform((raw): 0 | 1 => (isKiosk(raw) ? 1 : 0)),
  ),
  /** Page of tiles, from 1. */
  page: z.catch(z.coerce.number().check(z.int(), z.positive()), 1),
});

export type MonitorSearch = z.infer<typeof schema>;

/** Reads the URL's search parameters. Never throws. */
export const readMonitorSearch = (raw: object): MonitorSearch => schema.parse(raw);

export const defaultMonitorSearch = readMonitorSearch({});

/** The search parameters as they are on the URL. */
export type MonitorUrl = { readonly [Name in keyof MonitorSearch]?: string | number | undefined };

/** The search parameters without those that have their default. */
export const writeMonitorSearch = (search: MonitorSearch): MonitorUrl => ({
  since: search.since === defaultMonitorSearch.since ? undefined : search.since,
  kiosk: search.kiosk || undefined,
  page: search.page === defaultMonitorSearch.page ? undefined : search.page,
});
