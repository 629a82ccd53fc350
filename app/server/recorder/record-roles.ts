/** Records that somebody came with another role than the last time. The groups of the provider, or of the server in front, decide it. */
import type { Role } from "../../protocol/endpoints";
import type { Person } from "../../protocol/person";
import { type ActionRecorderOptions, createActionRecorder, plainEntry } from "./record-action";

export type RoleChange = { readonly person: Person; readonly former: Role; readonly requestId: string };

/** Never rejects. */
export function createRoleRecorder(options: ActionRecorderOptions): (change: RoleChange) => Promise<void> {
  const record = createActionRecorder(options);
  return async ({ person, former, requestId }) => {
    try {
      await record({
        ...plainEntry,
        atMs: options.now(),
        person,
        operation: "changeRole",
        targets: [],
        outcome: "accepted",
        requestId,
        details: { from: former, to: person.role },
      });
    } catch (error) {
      options.report(error);
    }
  };
}
