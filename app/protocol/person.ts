/** Who uses the server. Both the server and the page need these types. */
import type { Role } from "./endpoints";

/** How a request says who sends it: `open` where nobody signs in, a session cookie, the header of a server in front, or an API token. */
export type IdentitySource = "open" | "session" | "header" | "token";

export type Person = {
  /** Stable name in the records: the subject of the identity provider, the name in the header, `token:<id>`; empty where nobody signs in. */
  readonly id: string;
  /** For display; empty where nobody signs in. */
  readonly name: string;
  readonly role: Role;
  readonly source: IdentitySource;
};
