/** Notices that somebody comes with another role than the last time. The provider, or the server in front, has changed it. */
import type { Person } from "../../protocol/person";
import type { RoleChange } from "../recorder/record-roles";
import type { PeopleStore } from "../store/people-store";

/** People whose role is remembered, so that a request costs no use of the store. */
const MAX_NOTED = 10_000;

type Options = {
  readonly store: Pick<PeopleStore, "noteSignIn">;
  readonly onChange: (change: RoleChange) => void;
  readonly report: (error: unknown) => void;
  readonly now: () => number;
};

export type RoleNotes = {
  /** Somebody has signed in. */
  readonly signedIn: (person: Person, requestId: string) => void;
  /** A request of somebody whom the server in front has signed in: only the first one and a change use the store. */
  readonly requested: (person: Person, requestId: string) => void;
};

export function createRoleNotes({ store, onChange, report, now }: Options): RoleNotes {
  const noted = new Map<string, Person["role"]>();
  const signedIn = async (person: Person, requestId: string) => {
    try {
      const former = await store.noteSignIn(person, now());
      if (former !== null && former !== person.role) onChange({ person, former, requestId });
    } catch (error) {
      noted.delete(person.id);
      report(error);
    }
  };
  return {
    signedIn: (person, requestId) => void signedIn(person, requestId),
    requested(person, requestId) {
      if (noted.get(person.id) === person.role) return;
      noted.delete(person.id);
      const [oldest] = noted.keys();
      if (oldest !== undefined && noted.size >= MAX_NOTED) noted.delete(oldest);
      noted.set(person.id, person.role);
      void signedIn(person, requestId);
    },
  };
}
