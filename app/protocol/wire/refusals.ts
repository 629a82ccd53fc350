/**
 * The codes with which the farm refuses a request (endpoints-2018 section 2 and the additions that the vendor's clients know), and
 * what follows from each. The message `refusal.code.<code>` says what a code means, `refusal.next.<step>` what to do.
 */
import type { WriteCertainty } from "./failure";

/** What to do after a refusal. */
export type NextStep =
  | "retry"
  | "address"
  | "permission"
  | "signIn"
  | "gone"
  | "name"
  | "balance"
  | "activate"
  | "scene"
  | "account"
  | "signature"
  | "pass"
  | "expired"
  | "files"
  | "wait"
  | "locked"
  | "hardware"
  | "support";

type RefusalRow = {
  readonly next: NextStep;
  /** "unknown": the farm itself failed, so a write may be partly done. Otherwise nothing was done. */
  readonly certainty?: "unknown";
};

export const refusals = {
  100: { next: "retry", certainty: "unknown" },
  300: { next: "retry", certainty: "unknown" },
  301: { next: "address" },
  400: { next: "support" },
  403: { next: "permission" },
  404: { next: "gone" },
  500: { next: "retry", certainty: "unknown" },
  503: { next: "name" },
  504: { next: "name" },
  507: { next: "balance" },
  508: { next: "activate" },
  510: { next: "scene" },
  511: { next: "scene" },
  513: { next: "account" },
  530: { next: "scene" },
  600: { next: "support" },
  601: { next: "support" },
  602: { next: "signIn" },
  603: { next: "support" },
  604: { next: "support" },
  605: { next: "permission" },
  606: { next: "support" },
  607: { next: "support" },
  608: { next: "account" },
  609: { next: "account" },
  610: { next: "signature" },
  611: { next: "signature" },
  627: { next: "account" },
  628: { next: "account" },
  700: { next: "gone" },
  710: { next: "pass" },
  718: { next: "expired" },
  728: { next: "expired" },
  740: { next: "files" },
  741: { next: "files" },
  748: { next: "wait" },
  749: { next: "wait" },
  750: { next: "scene" },
  756: { next: "permission" },
  800: { next: "account" },
  801: { next: "account" },
  802: { next: "account" },
  804: { next: "locked" },
  805: { next: "account" },
  812: { next: "permission" },
  900: { next: "name" },
  901: { next: "name" },
  902: { next: "name" },
  904: { next: "account" },
  913: { next: "balance" },
  920: { next: "support" },
  936: { next: "permission" },
  937: { next: "gone" },
  1000: { next: "retry", certainty: "unknown" },
  1022: { next: "hardware" },
  1206: { next: "activate" },
} as const satisfies Record<number, RefusalRow>;

export type RefusalCode = keyof typeof refusals;

/** Whether the code is in the table; the page shows other codes by number, with the farm's own message. */
export const isRefusalCode = (code: number): code is RefusalCode => Object.hasOwn(refusals, code);

const rowOf = (code: number): RefusalRow => (isRefusalCode(code) ? refusals[code] : { next: "support" });

export const nextStepOf = (code: number): NextStep => rowOf(code).next;

const accountSteps: ReadonlySet<NextStep> = new Set(["signIn", "account", "signature", "address"]);

/** Whether the farm refuses the account or its signature, and so every request: the server's configuration is wrong. */
export const refusesAccount = (code: number): boolean => accountSteps.has(nextStepOf(code));

/** Whether a write that was refused with this code may have been done. */
export const certaintyOf = (code: number): WriteCertainty => rowOf(code).certainty ?? "not-sent";

/** The name of a label or an environment is already used. */
export const isNameTakenCode = (code: number): boolean => nextStepOf(code) === "name";

/** The task, the frame or the operation does not exist. */
export const NOT_FOUND = 404;
/** The task does not exist: current farms tell it apart from an unknown operation. */
export const NO_SUCH_TASK = 937;
export const isUnknownTaskCode = (code: number): boolean => code === NOT_FOUND || code === NO_SUCH_TASK;
