/** How the command line ends. The numbers are part of the interface (docs/api.md). */

export const EXIT = {
  ok: 0,
  /** The farm refused something, or a watched task did not end well. */
  failed: 1,
  /** The command was not understood; nothing was asked of the server. */
  usage: 2,
  /** The server refused: no token, one that is not accepted, or a role that is too low. */
  refused: 3,
  /** The server or the farm does not answer. */
  notReachable: 4,
  /** The price is above the bound, or it is not known. Nothing was sent. */
  tooExpensive: 5,
  /** The question was not answered with yes. Nothing was sent. */
  cancelled: 6,
  /** A write may have been done or not. */
  uncertain: 7,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Why a command ends early: what happened, whether anything was changed, and what to do. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: ExitCode;
  readonly remedy: string;
  readonly changed: "nothing" | "unknown";

  constructor(exitCode: ExitCode, message: string, remedy: string, changed: "nothing" | "unknown" = "nothing") {
    super(message);
    this.exitCode = exitCode;
    this.remedy = remedy;
    this.changed = changed;
  }
}

/** A mistake in the arguments. */
export const usageError = (message: string): CommandError =>
  new CommandError(EXIT.usage, message, "Run renderdeck --help for the commands and their options.");
