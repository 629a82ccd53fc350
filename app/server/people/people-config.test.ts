import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Environment, parseConfig } from "../../proxy/config";
import { readPeopleConfig, splitNames } from "./people-config";

type Context = { readonly host: string; readonly publicOrigins: readonly string[] };

const read = (env: Environment, context: Context) =>
  readPeopleConfig(env, { ...context, trustedProxies: parseConfig(env).trustedProxies });

const here = { host: "127.0.0.1", publicOrigins: [] };
const network = { host: "0.0.0.0", publicOrigins: [] };
const behindTls = { host: "0.0.0.0", publicOrigins: ["https://render.example.com"] };
const oidc = { RENDERDECK_OIDC_ISSUER: "https://id.example.com", RENDERDECK_OIDC_CLIENT_ID: "renderdeck" };
const header = { RENDERDECK_IDENTITY_HEADER: "X-Forwarded-User", RENDERDECK_TRUSTED_PROXIES: "10.0.0.0/8, ::1" };

describe("a server on the network", () => {
  it.each(["0.0.0.0", "192.168.1.20", "::", "render.example.com", "128.0.0.1"])(
    "is refused on %s without sign-in",
    (host) => {
      expect(() => read({}, { ...network, host })).toThrow(/HOST lets other machines in, and nobody signs in/);
      expect(() => read({ ALLOW_INSECURE: "0" }, { ...network, host })).toThrow(/ALLOW_INSECURE=1/);
    },
  );

  it.each(["127.0.0.1", "127.1.2.3", "::1", "localhost"])("is none on %s", (host) => {
    expect(read({}, { ...network, host })).toMatchObject({ signIn: { kind: "none" }, insecure: false });
  });

  it("starts with ALLOW_INSECURE=1, and says so", () => {
    expect(read({ ALLOW_INSECURE: "1" }, network).insecure).toBe(true);
    expect(read({ ALLOW_INSECURE: "1" }, here).insecure).toBe(false);
  });

  it("starts with a sign-in", () => {
    expect(read(oidc, behindTls)).toMatchObject({ signIn: { kind: "oidc" }, insecure: false });
    expect(read(header, network)).toMatchObject({ signIn: { kind: "header" }, insecure: false });
    // The servers in front of a sign-in at a provider name the addresses of clients.
    expect(read({ ...oidc, RENDERDECK_TRUSTED_PROXIES: "10.0.0.0/8" }, behindTls).signIn.kind).toBe("oidc");
  });
});

describe("the sign-in", () => {
  it("has the limits, scopes and claim of most providers by default", () => {
    expect(read(oidc, behindTls)).toMatchObject({
      signIn: { clientId: "renderdeck", clientSecret: null, scopes: "openid profile", groupsClaim: "groups" },
      groups: { manager: [], operator: [] },
      session: { key: null, idleMs: 8 * 3_600_000, maxMs: 7 * 86_400_000 },
    });
  });

  it.each([
    [{ ...oidc, ...header }, behindTls, /in one way/],
    [oidc, here, /PUBLIC_ORIGIN must be set with RENDERDECK_OIDC_ISSUER/],
    [{ ...oidc, RENDERDECK_OIDC_ISSUER: "http://id.example.com" }, behindTls, /must be the issuer/],
    [{ RENDERDECK_OIDC_ISSUER: oidc.RENDERDECK_OIDC_ISSUER }, behindTls, /RENDERDECK_OIDC_CLIENT_ID must be set/],
    [{ RENDERDECK_OIDC_CLIENT_ID: "x" }, here, /RENDERDECK_OIDC_ISSUER must be set/],
    [{ ...oidc, RENDERDECK_OIDC_SCOPES: "profile" }, behindTls, /must contain openid/],
    [{ ...oidc, RENDERDECK_SESSION_KEY: "SENTINEL" }, behindTls, /must have at least 32 characters/],
    [{ ...oidc, DATABASE_URL: "postgres://h/d" }, behindTls, /RENDERDECK_SESSION_KEY must be set with DATABASE_URL/],
    [{ RENDERDECK_IDENTITY_HEADER: "X-User" }, network, /RENDERDECK_TRUSTED_PROXIES must list/],
    [{ ...header, RENDERDECK_TRUSTED_PROXIES: "10.0.0.0/33" }, network, /RENDERDECK_TRUSTED_PROXIES must list/],
    [{ ...header, RENDERDECK_TRUSTED_PROXIES: "front.example" }, network, /RENDERDECK_TRUSTED_PROXIES must list/],
    [{ ...header, RENDERDECK_TRUSTED_PROXIES: "0.0.0.0/0" }, network, /RENDERDECK_TRUSTED_PROXIES must list/],
    [{ RENDERDECK_GROUPS_HEADER: "X-Groups" }, here, /RENDERDECK_IDENTITY_HEADER must be set/],
    [{ ...header, RENDERDECK_IDENTITY_HEADER: "X User" }, network, /must be the name of a header/],
    [{ ...oidc, RENDERDECK_SESSION_IDLE_HOURS: "0" }, behindTls, /must be hours from 1 to 720/],
  ])("is refused with %j", (env, context, message) => {
    expect(() => read(env, context)).toThrow(message);
    expect(() => read(env, context)).not.toThrow(/SENTINEL/);
  });

  it("takes secrets from files", () => {
    const folder = mkdtempSync(join(tmpdir(), "renderdeck-people-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "secret");
    writeFileSync(file, "a-secret-of-more-than-32-characters\n");
    const env = { ...oidc, RENDERDECK_OIDC_CLIENT_SECRET_FILE: file, RENDERDECK_SESSION_KEY_FILE: file };
    const { signIn, session } = read(env, behindTls);
    expect(session.key?.reveal()).toBe("a-secret-of-more-than-32-characters");
    expect(signIn.kind === "oidc" && signIn.clientSecret?.reveal()).toBe("a-secret-of-more-than-32-characters");
    expect(() => read({ ...env, RENDERDECK_SESSION_KEY_FILE: `${file}-none` }, behindTls)).toThrow(/must name a file/);
  });
});

it("splits names at semicolons if there is one", () => {
  expect(splitNames(" producers, leads ,")).toEqual(["producers", "leads"]);
  expect(splitNames("CN=producers,OU=studio;")).toEqual(["CN=producers,OU=studio"]);
});
