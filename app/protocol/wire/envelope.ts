/** The answer envelope of every operation (endpoints-2018 section 1) and the codes it may carry (section 2). */
import * as z from "zod/mini";
import { epochMs, text, textOrEmpty, toInteger } from "./wire";

/** The envelope as the farm sends it. `data` is read by the operation's own response schema. */
export const envelopeSchema = z.object({
  version: text,
  result: z.optional(z.unknown()),
  message: textOrEmpty,
  code: z.pipe(z.transform(toInteger), z.int()),
  serverTime: epochMs,
  data: z.optional(z.unknown()),
  requestId: z.optional(text),
});

/** The code of success; every other code is a refusal. */
export const SUCCESS = 200;

/** Known codes with the vendor's own names and spellings (section 2). */
export const farmCodes = {
  200: "SUCCESS",
  100: "FAIL",
  301: "NEED_REDIRECT",
  400: "APIError",
  403: "FORBIDDEN",
  404: "RESOURCE_NOT_FOUND",
  500: "INTERNAL_ERROR",
  503: "LABEL_ALREADY_EXISTS",
  513: "USER_CACHE_NOTFOUNT",
  600: "PARAMETER_INVALID",
  601: "PARAMETER_CANT_BE_EMPTY",
  602: "NEED_USER_LOGIN",
  603: "ILLEGAL_PROTOCOL",
  604: "VALIDATE_CODE_ERROR",
  605: "VINSUFFICIENT_PERMISSIONS",
  606: "VALIDATE_COMMOM_CODE_ERROR",
  607: "VALIDATE_SEND_CODE_ERROR",
  608: "USER_AREA_ERROR",
  610: "SIGNATURE_EXPIRED",
  611: "SIGNATURE_INVALID",
  700: "DO_NOT_HAVE_ANY_MORE_RECORD",
} as const;

export type FarmCode = keyof typeof farmCodes;

/** Whether the code is one of the table; others are shown by their number. */
export const isFarmCode = (code: number): code is FarmCode => Object.hasOwn(farmCodes, code);

/** The farm's code for a name that is taken: of a label by its own name for it, and of an environment. */
export const NAME_TAKEN = 503;

/** Codes that mean "the farm failed": a write may have been done in part. Every other refusal comes before doing anything. */
export const farmErrorCodes: ReadonlySet<number> = new Set([100, 500]);

/** The code of what the farm does not know: a task, a frame, or an operation as a whole. */
export const NOT_FOUND = 404;

/** Codes that mean "not for this account": forbidden, no login, not enough rights. Other tasks will not be allowed either. */
export const permissionRefusals: ReadonlySet<number> = new Set([403, 602, 605]);

/** Codes that mean "the signature was refused before anything was done" (signature.md). */
export const signatureRefusals: ReadonlySet<number> = new Set([610, 611]);
