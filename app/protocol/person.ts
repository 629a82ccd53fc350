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

/** The answer of GET /api/me. */
export type Me = {
  /** null: nobody has signed in. */
  readonly person: Person | null;
  /** How people sign in: not at all, at an OpenID provider, or at a server in front that sends a header. */
  readonly signIn: "none" | "oidc" | "header";
  /** Everybody on the network may do everything, because the server was started so. */
  readonly insecure: boolean;
};
