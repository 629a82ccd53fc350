/** A server whose tests name the person of each request. */
import type { Identify } from "../http/identify";

/** The role is in the header `x-test-role`; without it nobody has signed in. */
export const personFromTestHeader: Identify = ({ headers }) => {
  const role = headers["x-test-role"];
  return role === "viewer" || role === "operator" || role === "manager"
    ? { id: `test-${role}`, name: role, role, source: "session" }
    : null;
};
