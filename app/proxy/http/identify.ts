/** Finds out who sends each request, in the outermost listener. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Person } from "../../protocol/person";
import type { RequestListener } from "./request-listener";
import { setPerson } from "./request-person";

/**
 * The person of a request; null: somebody who has not signed in. It answers at once where it can, so that a request waits for
 * nothing. `outgoing` is for a header of the answer. Somebody whose identification fails has not signed in.
 */
export type Identify = (incoming: IncomingMessage, outgoing: ServerResponse) => Person | null | Promise<Person | null>;

/** Where nobody signs in everybody is the same person: a viewer of a read-only server, else a manager. */
export function openIdentity(readOnly: boolean): Identify {
  const person: Person = { id: "", name: "", role: readOnly ? "viewer" : "manager", source: "open" };
  return () => person;
}

/** The listener of requests whose person is known. */
export function withIdentity(listener: RequestListener, identify: Identify): RequestListener {
  return (incoming, outgoing) => {
    const pass = (person: Person | null) => {
      setPerson(incoming, person);
      listener(incoming, outgoing);
    };
    const person = identify(incoming, outgoing);
    if (person instanceof Promise) void person.catch(() => null).then(pass);
    else pass(person);
  };
}
