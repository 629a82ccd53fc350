/** Who may do what: one order of roles, for operations and for every other route of the server. */
import type { Role } from "../../protocol/endpoints";
import type { Person } from "../../protocol/person";
import { includesRole } from "../../protocol/roles";
import { Problem, type ProblemMembers } from "./problem";

/** Throws a Problem if the person's role is lower than `role`. */
export function checkRole(person: Person, role: Role, members: ProblemMembers = {}): void {
  if (includesRole(person.role, role)) return;
  if (person.source === "open") throw new Problem("read-only", members);
  throw new Problem("forbidden", { detail: `The role ${role} is needed; yours is ${person.role}`, ...members });
}

/** The role that a route needs; `anyone`: it also answers somebody who has not signed in. */
export type Access = Role | "anyone";

/**
 * Every route besides the operations, by method and path as it is registered. The server does not start with a route that is
 * missing here.
 */
export const routeAccess: Readonly<Record<string, Access>> = {
  // The files of the page; static-files.ts decides about documents.
  "GET /*": "anyone",
  "GET /healthz": "anyone",
  "GET /api/me": "anyone",
  "GET /api/sign-in": "anyone",
  "GET /api/sign-in/callback": "anyone",
  "GET /api/signed-in": "anyone",
  "GET /api/signed-out": "anyone",
  "POST /api/sign-out": "viewer",
  "POST /api/sign-out/everywhere": "viewer",
  "GET /api/openapi.json": "viewer",
  "GET /api/accounts": "viewer",
  // These also refuse tokens.
  "GET /api/tokens": "viewer",
  "POST /api/tokens": "viewer",
  "DELETE /api/tokens/:id{[0-9A-Za-z]{1,40}}": "viewer",
  "GET /api/connection": "viewer",
  "GET /api/frames/:frame{[1-9]\\d{0,14}}/pictures": "viewer",
  "GET /api/frames/:frame{[1-9]\\d{0,14}}/pictures/:index{\\d{1,2}}": "viewer",
  "GET /api/history/absence": "viewer",
  // What of it a viewer sees: server/history/action-routes.ts.
  "GET /api/history/actions": "viewer",
  "GET /api/history/actions/people": "manager",
  "GET /api/history/environments/:cgId{\\d{1,9}}/deleted": "viewer",
  "GET /api/history/environments/:cgId{\\d{1,9}}/versions": "viewer",
  "GET /api/history/events": "viewer",
  "GET /api/history/failures": "viewer",
  "GET /api/history/farm": "viewer",
  "GET /api/history/growth": "viewer",
  "GET /api/history/state": "viewer",
  "GET /api/history/tasks/:id{\\d{1,20}}": "viewer",
  "GET /api/history/usage": "viewer",
  "GET /api/live/tasks": "viewer",
  "GET /api/live/tasks/parts/:key{\\d+-\\d+}": "viewer",
  "GET /api/team": "viewer",
  "GET /api/team/tasks/:id{[1-9]\\d{0,14}}/notes": "viewer",
  "POST /api/team/here": "viewer",
  "POST /api/team/fetched": "operator",
  "POST /api/team/fetched/undo": "operator",
  "POST /api/team/unfetched": "operator",
  "POST /api/team/tasks/:id{[1-9]\\d{0,14}}/claim": "operator",
  "POST /api/team/tasks/:id{[1-9]\\d{0,14}}/notes": "operator",
  "POST /api/team/tasks/:id{[1-9]\\d{0,14}}/release": "operator",
  "POST /api/team/tasks/:id{[1-9]\\d{0,14}}/seen": "operator",
  "POST /api/team/tasks/:id{[1-9]\\d{0,14}}/undo": "operator",
  "POST /api/team/tasks/:id{[1-9]\\d{0,14}}/unseen": "operator",
  "POST /api/team/views": "operator",
  "POST /api/team/views/delete": "operator",
  "POST /api/team/views/pin": "manager",
  "POST /api/team/notes/:id{[\\da-f-]{36}}": "operator",
  "POST /api/team/notes/:id{[\\da-f-]{36}}/delete": "operator",
  "POST /api/team/notes/:id{[\\da-f-]{36}}/restore": "operator",
};

/** A registered route. */
export type Route = { readonly method: string; readonly path: string };

/** The access of a registered route. Throws if nobody has declared it. */
export function accessOf({ method, path }: Route): Access {
  const access = routeAccess[`${method} ${path}`];
  if (access === undefined) throw new Error(`The route ${method} ${path} is not declared in proxy/http/access.ts`);
  return access;
}
