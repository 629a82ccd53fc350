/**
 * Why a step of the team was not taken. `held`: somebody else is on the task; `changedSince`: it was changed by somebody else
 * since the page read it; `notOwn`: it is somebody else's; `missing`: there is none; `taken`: there is one of this name; `full`: no more of them are kept.
 */
export type TeamRefusalReason = "held" | "changedSince" | "notOwn" | "missing" | "taken" | "full";

/** Thrown in a transaction, which changes nothing then. */
export class TeamRefusal extends Error {
  override readonly name = "TeamRefusal";
  readonly reason: TeamRefusalReason;

  constructor(reason: TeamRefusalReason) {
    super(reason);
    this.reason = reason;
  }
}
