/** Who sends a request. It is found out once, before any other part of the server reads the request. */
import type { IncomingMessage } from "node:http";
import type { Person } from "../../protocol/person";

const people = new WeakMap<IncomingMessage, Person>();

/** Notes the person of a request. */
export function setPerson(incoming: IncomingMessage, person: Person): void {
  people.set(incoming, person);
}

/** The person of a request. Throws if nobody has identified it: a route must never answer an unknown person. */
export function personOf(incoming: IncomingMessage): Person {
  const person = people.get(incoming);
  if (!person) throw new Error("The request was not identified");
  return person;
}
