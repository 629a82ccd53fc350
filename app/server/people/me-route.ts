/** GET /api/me: who sends the request, how people sign in here, and whether the server is open to the network without sign-in. */
import type { Hono } from "hono";
import type { Me } from "../../protocol/person";
import { findPerson } from "../../proxy/http/request-person";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { RouteEnv } from "../../proxy/http/route-app";

export const ME_PATH = "/api/me";

/** How people sign in, as the configuration says. */
export type SignInState = Pick<Me, "signIn" | "insecure">;

/** Adds the route. It also answers somebody who has not signed in. */
export function addMeRoute(
  app: Hono<RouteEnv>,
  headers: Pick<ResponseHeaders, "json">,
  state: SignInState = { signIn: "none", insecure: false },
): void {
  app.get(ME_PATH, (c) => {
    const me: Me = { person: findPerson(c.env.incoming), ...state };
    return new Response(JSON.stringify(me), { headers: headers.json });
  });
}
