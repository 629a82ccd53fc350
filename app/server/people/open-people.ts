/** Who may use this server: identifies every request, answers the sign-in, and turns away who has not signed in. */
import { randomBytes } from "node:crypto";
import type { Me } from "../../protocol/person";
import type { Config } from "../../proxy/config";
import type { Route } from "../../proxy/http/access";
import { type Identify, openIdentity, withIdentity } from "../../proxy/http/identify";
import { headerOf } from "../../proxy/http/request-header";
import { requestIdHeader, requestIdOf } from "../../proxy/http/request-id";
import type { RequestListener } from "../../proxy/http/request-listener";
import { findPerson } from "../../proxy/http/request-person";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import { checkDeclared, createRouteApp, listenerOf } from "../../proxy/http/route-app";
import type { ServerLog } from "../../proxy/http/server-log";
import type { UnderWay } from "../../proxy/http/under-way";
import type { RateLimits } from "../../proxy/limits/rate-limits";
import type { RoleChange } from "../recorder/record-roles";
import type { Store } from "../store/open-store";
import { cookieForm } from "./cookies";
import { createSessionEnds } from "./ended-sessions";
import { headerIdentity } from "./header-identity";
import { createRoleNotes } from "./note-roles";
import { createOidc } from "./oidc";
import type { OidcConfig, PeopleConfig } from "./people-config";
import { roleOf } from "./roles";
import { createSeal } from "./sealed";
import { createSessions } from "./sessions";
import { type SignInPage, signInPage } from "./sign-in-pages";
import { addSignInRoutes, attemptSchema, SIGN_IN_PATH, type StoredAttempt } from "./sign-in-routes";

export type People = {
  /** The outermost listener: `listener` gets requests whose person is known, and answers of the sign-in come before it. */
  readonly guard: (listener: RequestListener) => RequestListener;
  /** Of the sign-in. */
  readonly routes: readonly Route[];
};

export type PeopleOptions = {
  readonly config: Pick<Config, "readOnly" | "publicOrigins">;
  readonly people: PeopleConfig;
  readonly store: Store;
  readonly headers: ResponseHeaders;
  readonly underWay: Pick<UnderWay, "checkRunning" | "hold">;
  readonly rateLimits: RateLimits;
  readonly log: Pick<ServerLog, "info" | "warn">;
  /** Somebody came with another role than the last time. */
  readonly onRoleChange: (change: RoleChange) => void;
  readonly now?: () => number;
};

const reportTo = (log: PeopleOptions["log"]) => (error: unknown) =>
  log.warn({ event: "people-error", detail: String(error) });

/** How people sign in, for GET /api/me. */
export const signInStateOf = ({ signIn, insecure }: PeopleConfig): Pick<Me, "signIn" | "insecure"> => ({
  signIn: signIn.kind,
  insecure,
});

/** Paths of the sign-in; with several accounts they belong to none. */
const SIGN_IN_PATHS = /^\/api\/(?:sign-in|sign-out|signed-in|signed-out)(?:[/?]|$)/;
/** What is no page of the router: requests of pages, files, and the health check. */
const NO_DOCUMENT = /^(?:\/accounts\/[^/?]+)?\/(?:api(?:[/?]|$)|healthz(?:\?|$)|assets\/|[^?]*\.\w+(?:\?|$))/;

const isDocument = (method: string | undefined, url: string) =>
  (method === "GET" || method === "HEAD") && !NO_DOCUMENT.test(url);

export function openPeople(options: PeopleOptions): People {
  const { people, config, log, now } = options;
  const groupsToRole = (groups: readonly string[]) => roleOf(groups, people.groups, config.readOnly);
  switch (people.signIn.kind) {
    case "none": {
      const identify = openIdentity(config.readOnly);
      return { guard: (listener) => withIdentity(listener, identify), routes: [] };
    }
    case "header":
      return withFront(options, headerIdentity(people.signIn, { roleOf: groupsToRole, log, ...(now ? { now } : {}) }));
    case "oidc":
      return withProvider(options, people.signIn, groupsToRole);
  }
}

/** Sends one of the pages around the sign-in. */
function sendPage(
  [incoming, outgoing]: Parameters<RequestListener>,
  headers: ResponseHeaders,
  page: SignInPage,
  status: number,
): void {
  const answer = signInPage(page, { headers, header: headerOf(incoming), status });
  outgoing.writeHead(answer.status, { ...answer.headers, ...requestIdHeader(requestIdOf(incoming)) }).end(answer.body);
}

/** A server in front signs people in, so a page without a person can only say so. */
function withFront({ headers, store, log, onRoleChange, now = Date.now }: PeopleOptions, identify: Identify): People {
  const roles = createRoleNotes({ store: store.people(), onChange: onRoleChange, report: reportTo(log), now });
  return {
    routes: [],
    guard: (listener) =>
      withIdentity((incoming, outgoing) => {
        const person = findPerson(incoming);
        if (person) roles.requested(person, requestIdOf(incoming));
        else if (isDocument(incoming.method, incoming.url ?? ""))
          return sendPage([incoming, outgoing], headers, "front", 401);
        return listener(incoming, outgoing);
      }, identify),
  };
}

function withProvider(
  { config, people, store, headers, underWay, rateLimits, log, onRoleChange, now = Date.now }: PeopleOptions,
  signIn: OidcConfig,
  groupsToRole: (groups: readonly string[]) => ReturnType<typeof roleOf>,
): People {
  const { publicOrigins } = config;
  const isSecure = publicOrigins.some((origin) => origin.startsWith("https:"));
  const cookies = cookieForm(isSecure);
  const report = reportTo(log);
  const memory = store.people();
  const ends = createSessionEnds({ store: memory, maxMs: people.session.maxMs, report, now });
  const sessions = createSessions({ config: people.session, cookies, ends, now });
  const key = people.session.key?.reveal() ?? randomBytes(32);
  const routes = createRouteApp({ publicOrigins, headers, underWay, rateLimits });
  addSignInRoutes(routes, {
    oidc: createOidc(signIn),
    sessions,
    ends,
    cookies,
    attempts: createSeal<StoredAttempt>(key, "sign-in", attemptSchema, now),
    publicOrigins: isSecure ? publicOrigins.filter((origin) => origin.startsWith("https:")) : publicOrigins,
    roleOf: groupsToRole,
    onSignIn: createRoleNotes({ store: memory, onChange: onRoleChange, report, now }).signedIn,
    headers,
    log,
    now,
  });
  checkDeclared(routes.routes);
  const handle = listenerOf(routes, headers);

  return {
    routes: routes.routes,
    guard: (listener) =>
      withIdentity((incoming, outgoing) => {
        const url = incoming.url ?? "";
        if (SIGN_IN_PATHS.test(url)) return void handle(incoming, outgoing);
        if (findPerson(incoming) !== null || !isDocument(incoming.method, url)) return listener(incoming, outgoing);
        const location = `${SIGN_IN_PATH}?return=${encodeURIComponent(url)}`;
        return void outgoing
          .writeHead(302, { ...headers.json, ...requestIdHeader(requestIdOf(incoming)), location })
          .end();
      }, sessions.identify),
  };
}
