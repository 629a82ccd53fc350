/** Who sends a request. It is found out once, before any other part of the server reads the request. */
import type { IncomingMessage } from "node:http";
import type { Person } from "../../protocol/person";
import { Problem } from "./problem";

/** A member of the request: a WeakMap of requests costs the garbage collector more than the rest of the identification. */
const PERSON = Symbol("person");

/** null: somebody who has not signed in. */
type Identified = IncomingMessage & { [PERSON]?: Person | null };

/** Notes the person of a request; null: nobody has signed in. */
export function setPerson(incoming: IncomingMessage, person: Person | null): void {
  const identified: Identified = incoming;
  identified[PERSON] = person;
}

/** The person of a request; null: somebody who has not signed in. Throws if the request was not identified. */
export function findPerson(incoming: IncomingMessage): Person | null {
  const { [PERSON]: person }: Identified = incoming;
  if (person === undefined) throw new Error("The request was not identified");
  return person;
}

/**
 * The person of a request. Throws the problem `signed-out` for somebody who has not signed in, and if nobody has identified the
 * request: a route must never answer an unknown person.
 */
export function personOf(incoming: IncomingMessage): Person {
  const person = findPerson(incoming);
  if (!person) throw new Problem("signed-out");
  return person;
}
