import type { Person } from "../../../protocol/person";
import type { Action } from "../write/write-actions";

/** A manager who signs in. */
export const mei: Person = { id: "sub-mei", name: "Mei", role: "manager", source: "session" };

/** An accepted stop by Mei. */
export const makeAction = (members: Partial<Action> = {}): Action => ({
  atMs: 0,
  person: mei,
  operation: "stopTask",
  targets: [],
  tasks: [],
  outcome: "accepted",
  code: 200,
  problem: null,
  requestId: null,
  price: null,
  isUndo: false,
  ...members,
});
