/** The filters of the record that a URL names. Values that are none are dropped. */
import * as z from "zod/mini";
import { recordedOperations } from "../../protocol/recorded-operations";
import { writeOutcomes } from "../../protocol/wire/write-result";
import type { SettingsSearch } from "../settings-search";

/** Which of the two records is listed; both without it. */
export const origins = ["renderdeck", "farm"] as const;

const optional = <T>(schema: z.ZodMiniType<T>) => z.catch(z.optional(schema), undefined);

const schema = z.object({
  origin: optional(z.enum(origins)),
  person: optional(z.string()),
  operation: optional(z.enum(recordedOperations)),
  outcome: optional(z.enum(writeOutcomes)),
  target: optional(z.string().check(z.regex(/^\d{1,20}$/))),
});

export const readRecordFilter = (search: SettingsSearch): z.infer<typeof schema> => schema.parse(search);
