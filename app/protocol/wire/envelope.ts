/** The response envelope of every operation (endpoints-2018 section 1). */
import * as z from "zod/mini";
import { epochMs, text, textOrEmpty, toInteger } from "./wire";

/** The envelope as the farm sends it. The operation's response schema parses `data`. */
export const envelopeSchema = z.object({
  version: text,
  result: z.optional(z.unknown()),
  message: textOrEmpty,
  code: z.pipe(z.transform(toInteger), z.int()),
  serverTime: epochMs,
  data: z.optional(z.unknown()),
  requestId: z.optional(text),
});

/** The code of success; every other code is a refusal (refusals.ts). */
export const SUCCESS = 200;

/** The account lacks the right (forbidden, no login, insufficient rights), so the farm refuses other tasks too. */
export const permissionRefusals: ReadonlySet<number> = new Set([403, 602, 605]);

/** The farm refused the signature, and nothing was done (signature.md). */
export const signatureRefusals: ReadonlySet<number> = new Set([610, 611]);
