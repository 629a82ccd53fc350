/** The order of the roles. */
import type { Role } from "./endpoints";

/** From the one that may least to the one that may most. */
export const roles: readonly Role[] = ["viewer", "operator", "manager"];

export const isRole = (text: unknown): text is Role => roles.some((role) => role === text);

/** Whether a role may do what `needed` may do. */
export const includesRole = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/** The one of several roles that may least. */
export const lowestRole = (first: Role, ...more: readonly Role[]): Role =>
  more.reduce((lowest, role) => (includesRole(role, lowest) ? lowest : role), first);
