/** The role of a person, from the groups that the sign-in names. */
import type { Role } from "../../protocol/endpoints";

export type RoleGroups = { readonly manager: readonly string[]; readonly operator: readonly string[] };

/** The highest role that one of the groups has; a viewer without any, and everybody on a read-only server. */
export function roleOf(groups: readonly string[], roles: RoleGroups, readOnly: boolean): Role {
  if (readOnly) return "viewer";
  if (groups.some((group) => roles.manager.includes(group))) return "manager";
  return groups.some((group) => roles.operator.includes(group)) ? "operator" : "viewer";
}
