/** The response envelope of every operation (endpoints-2018 section 1) and its codes (section 2). */
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

/** The code of success; every other code is a refusal. */
export const SUCCESS = 200;

/** Codes with the vendor's names and spellings (section 2). */
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

/** Whether the code has a name; the page displays other codes as numbers. */
export const isFarmCode = (code: number): code is FarmCode => Object.hasOwn(farmCodes, code);

/** The name of a label or an environment is already used; the vendor's name of the code mentions labels only. */
export const NAME_TAKEN = 503;

/** The farm failed, so a write may be partly done. With any other refusal nothing was done. */
export const farmErrorCodes: ReadonlySet<number> = new Set([100, 500]);

/** The task, the frame or the operation does not exist. */
export const NOT_FOUND = 404;

/** The account lacks the right (forbidden, no login, insufficient rights), so the farm refuses other tasks too. */
export const permissionRefusals: ReadonlySet<number> = new Set([403, 602, 605]);

/** The farm refused the signature, and nothing was done (signature.md). */
export const signatureRefusals: ReadonlySet<number> = new Set([610, 611]);
