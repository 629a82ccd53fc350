/** The search parameters of `/settings?section=errors&code=15000`. Invalid values are dropped. */
import * as z from "zod/mini";

/** The sections in the order of the page; the first is the default. */
export const sections = [
  "account",
  "connection",
  "farm",
  "labels",
  "transfer",
  "platforms",
  "errors",
  "record",
  "team",
  "tokens",
  "preferences",
  "about",
] as const;

export type SettingsSection = (typeof sections)[number];

const optional = <T>(schema: z.ZodMiniType<T>) => z.catch(z.optional(schema), undefined);

const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));

/** The section "record" knows what these may be (record-filter.ts). */
const shortText = optional(z.coerce.string().check(z.regex(/^.{0,200}$/s)));

const schema = z.object({
  section: optional(z.enum(sections)),
  /** The analysis error in the section "errors". */
  code: optional(z.coerce.string().check(z.regex(/^\d{1,9}$/))),
  /** The language of its explanation; both without this parameter. */
  language: optional(z.enum(["zh", "en"])),
  /** The filters of the section "record": first and last day, inclusive, in the chosen time zone, and what only the audit knows. */
  from: optional(day),
  to: optional(day),
  origin: shortText,
  person: shortText,
  operation: shortText,
  outcome: shortText,
  target: shortText,
});

export type SettingsSearch = z.infer<typeof schema>;

/** The search parameters as they are on the URL. */
export type SettingsUrl = { readonly [Name in keyof SettingsSearch]?: string | number | undefined };

/** Reads the URL's search parameters. Never throws. */
export function readSettingsSearch(raw: object): SettingsSearch {
  return schema.parse(raw);
}
