/** The addresses of the sign-in, the same for every account: to the provider, back from it, and out again. */
import type { Hono } from "hono";
import * as z from "zod/mini";
import type { Role } from "../../protocol/endpoints";
import type { Person } from "../../protocol/person";
import { checkOrigin } from "../../proxy/http/guard";
import { headerOf } from "../../proxy/http/request-header";
import { requestIdOf } from "../../proxy/http/request-id";
import { personOf } from "../../proxy/http/request-person";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { RouteEnv } from "../../proxy/http/route-app";
import type { ServerLog } from "../../proxy/http/server-log";
import { type CookieForm, readCookie } from "./cookies";
import type { SessionEnds } from "./ended-sessions";
import { ENDED_AT_PROVIDER, type Oidc, type SignInAttempt } from "./oidc";
import { returnAddress, SIGNED_IN_PATH } from "./return-address";
import type { Seal } from "./sealed";
import type { Sessions } from "./sessions";
import { type PageOptions, type SignInPage, signInPage } from "./sign-in-pages";

export const SIGN_IN_PATH = "/api/sign-in";
const CALLBACK_PATH = "/api/sign-in/callback";
const SIGN_OUT_PATH = "/api/sign-out";
const SIGNED_OUT_PATH = "/api/signed-out";

const COOKIE = "renderdeck-sign-in";
/** Somebody may have to fetch a second factor. */
const ATTEMPT_MS = 600_000;
const MAX_NAME = 200;

export const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  returnTo: z.string(),
});
export type StoredAttempt = z.infer<typeof attemptSchema>;

export type SignInOptions = {
  readonly oidc: Oidc;
  readonly sessions: Sessions;
  readonly ends: SessionEnds;
  readonly cookies: CookieForm;
  readonly attempts: Seal<StoredAttempt>;
  /** Of the browser's address bar, the one for sign-ins first. */
  readonly publicOrigins: readonly string[];
  readonly roleOf: (groups: readonly string[]) => Role;
  readonly onSignIn: (person: Person, requestId: string) => void;
  readonly headers: ResponseHeaders;
  readonly log: Pick<ServerLog, "info" | "warn">;
  readonly now: () => number;
};

const errorSchema = z.object({
  code: z.optional(z.string()),
  error: z.optional(z.string()),
  message: z.optional(z.string()),
  cause: z.optional(z.unknown()),
});

/** The reason of a failed sign-in, for an administrator: codes and texts of the library and of the provider. */
function reasonOf(error: unknown): string {
  const { code, error: providerCode, message, cause } = errorSchema.safeParse(error).data ?? {};
  const { code: causeCode, message: causeMessage } = errorSchema.safeParse(cause).data ?? {};
  const parts = [code, providerCode, message, causeCode, causeMessage].filter(Boolean);
  return [...new Set(parts)].join(": ").slice(0, 300) || "unknown";
}

/** Adds the routes. */
export function addSignInRoutes(app: Hono<RouteEnv>, options: SignInOptions): void {
  const { oidc, sessions, ends, cookies, attempts, publicOrigins, headers, log, now } = options;

  const page = (name: SignInPage, more: Omit<PageOptions, "headers">, cookie?: string) => {
    const { status, headers: fields, body } = signInPage(name, { headers, ...more });
    return new Response(body, { status, headers: { ...fields, ...(cookie ? { "set-cookie": cookie } : {}) } });
  };
  /** One of the origins under which the browser knows this server; it never comes from the request alone. */
  const originFor = (host: string | undefined) =>
    publicOrigins.find((origin) => new URL(origin).host === host?.toLowerCase()) ?? publicOrigins[0] ?? "";
  const signInAddress = (returnTo: string) => `${SIGN_IN_PATH}?return=${encodeURIComponent(returnTo)}`;

  app.get(SIGN_IN_PATH, async (c) => {
    const header = headerOf(c.env.incoming);
    const returnTo = returnAddress(c.req.query("return"));
    try {
      const { address, attempt } = await oidc.begin(`${originFor(header("host"))}${CALLBACK_PATH}`);
      const sealed = await attempts.seal({ ...attempt, returnTo }, now() + ATTEMPT_MS);
      return new Response(null, {
        status: 302,
        headers: {
          ...headers.json,
          location: address.href,
          "set-cookie": cookies.write(COOKIE, sealed, ATTEMPT_MS / 1000),
        },
      });
    } catch (error) {
      const detail = reasonOf(error);
      log.warn({ event: "sign-in-failed", detail });
      return page("failed", { header, status: 502, detail, signInAddress: signInAddress(returnTo) });
    }
  });

  const finish = async (attempt: SignInAttempt, query: string) => {
    const { subject, name, groups } = await oidc.finish(attempt, query);
    if (subject.length > MAX_NAME || !/^\P{C}+$/u.test(subject))
      throw new Error("The provider's subject cannot be used");
    const person = {
      id: subject,
      name: name.replaceAll(/\p{C}/gu, "").slice(0, MAX_NAME),
      role: options.roleOf(groups),
    };
    return { person, cookie: await sessions.begin(person) };
  };

  app.get(CALLBACK_PATH, async (c) => {
    const header = headerOf(c.env.incoming);
    const sealed = readCookie(header("cookie"), cookies.nameOf(COOKIE));
    const attempt = sealed === undefined ? null : await attempts.open(sealed);
    const forget = cookies.write(COOKIE, "", 0);
    try {
      if (!attempt) throw new Error("This browser has begun no sign-in, or it took longer than ten minutes");
      const { person, cookie } = await finish(attempt, new URL(c.req.url).search.slice(1));
      log.info({ event: "signed-in", person: person.id, role: person.role });
      options.onSignIn({ ...person, source: "session" }, requestIdOf(c.env.incoming));
      const answer = new Response(null, { status: 303, headers: { ...headers.json, location: attempt.returnTo } });
      answer.headers.append("set-cookie", forget);
      answer.headers.append("set-cookie", cookie);
      return answer;
    } catch (error) {
      const detail = reasonOf(error);
      log.warn({ event: "sign-in-failed", detail });
      return page(
        "failed",
        { header, status: 400, detail, signInAddress: signInAddress(attempt?.returnTo ?? "/") },
        forget,
      );
    }
  });

  const signOut = async (incoming: Parameters<Sessions["end"]>[0], everywhere: boolean) => {
    checkOrigin(headerOf(incoming), publicOrigins);
    const person = personOf(incoming);
    if (everywhere) await ends.endAll(person.id);
    const cookie = await sessions.end(incoming);
    log.info({ event: "signed-out", person: person.id, everywhere });
    return new Response(null, {
      status: 204,
      headers: { ...headers.json, "set-cookie": cookie, "clear-site-data": '"cache"' },
    });
  };
  app.post(SIGN_OUT_PATH, (c) => signOut(c.env.incoming, false));
  app.post(`${SIGN_OUT_PATH}/everywhere`, (c) => signOut(c.env.incoming, true));

  app.get(SIGNED_OUT_PATH, async (c) => {
    const header = headerOf(c.env.incoming);
    const shown = { header, status: 200, signInAddress: signInAddress("/") };
    if (c.req.query("state") === ENDED_AT_PROVIDER) return page("signedOutThere", shown);
    const providerAddress = await oidc.signOutAddress(`${originFor(header("host"))}${SIGNED_OUT_PATH}`);
    return page("signedOut", { ...shown, ...(providerAddress ? { providerAddress } : {}) });
  });
  app.get(SIGNED_IN_PATH, (c) => page("signedIn", { header: headerOf(c.env.incoming), status: 200 }));
}
