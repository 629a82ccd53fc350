import { describe, expect, it } from "vitest";
import { type CreatedToken, createdTokenSchema, tokenListSchema } from "../../protocol/api-token";
import type { Person } from "../../protocol/person";
import { rawRequest } from "../../proxy/testing/raw-request";
import { ann, bo, someone, startTokenApp, vic } from "./testing/token-app";
import { newSecret } from "./token-secret";

const DAY_MS = 86_400_000;
type App = Awaited<ReturnType<typeof startTokenApp>>;
type Headers = Readonly<Record<string, string>>;

const as = (person: Person): Headers => ({ "x-test-person": JSON.stringify(person) });
const bearer = (secret: string): Headers => ({ authorization: `Bearer ${secret}` });

async function send({ origin }: App, method: string, path: string, headers: Headers, body?: unknown) {
  const response = await fetch(origin + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json: unknown = await response.json();
  return { status: response.status, json, headers: response.headers };
}

const create = (app: App, person: Person, members: object = {}) =>
  send(app, "POST", "/api/tokens", as(person), { name: "nightly", role: "operator", days: 30, ...members });

async function created(app: App, person: Person, members: object = {}): Promise<CreatedToken> {
  const { status, json } = await create(app, person, members);
  expect(status).toBe(201);
  return createdTokenSchema.parse(json);
}

const listOf = async (app: App, person: Person) => {
  const { json } = await send(app, "GET", "/api/tokens", as(person));
  return tokenListSchema.parse(json);
};
/** The answer of /api/me: the person of the request, or a problem. */
async function me(app: App, headers: Headers, path = "/api/me") {
  const { json, ...rest } = await send(app, "GET", path, headers);
  const { person } = Object(json);
  return { ...rest, json: person === undefined ? json : person };
}
const problemOf = (json: unknown) => ({ ...Object(json), type: String(Object(json).type).split(":").at(-1) });

describe("a token", () => {
  it("is shown once, kept as a hash, and its requests are those of a person with its name and role", async () => {
    const app = await startTokenApp();
    const { token, secret } = await created(app, ann, { name: "  nightly  " });
    expect(secret).toMatch(/^rdk_[0-9A-Za-z]{43}$/);
    const { json } = await me(app, bearer(secret));
    expect(json).toEqual({ id: `token:${token.id}`, name: "nightly (Ann)", role: "operator", source: "token" });
    const stored = await app.session.use((engine) => engine.reader.selectFrom("api_token").selectAll().execute());
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(secret.slice(4));
    expect(JSON.stringify(await listOf(app, ann))).not.toContain(secret.slice(4));
    expect(JSON.stringify(app.actions)).not.toContain(secret.slice(4));
  });

  it("counts whatever the case of the scheme, and before a cookie or a header of a person", async () => {
    const app = await startTokenApp();
    const { secret } = await created(app, ann);
    expect((await me(app, { ...as(ann), authorization: `bearer  ${secret}` })).json).toMatchObject({ source: "token" });
  });

  it("has at most the role that its creator has now", async () => {
    const app = await startTokenApp();
    const { secret } = await created(app, ann, { role: "manager" });
    const roleNow = async () => Object((await me(app, bearer(secret))).json).role;
    expect(await roleNow()).toBe("manager");
    await me(app, as({ ...ann, role: "viewer" }));
    expect(await roleNow()).toBe("viewer");
    await me(app, as({ ...ann, role: "operator" }));
    expect(await roleNow()).toBe("operator");
    expect((await listOf(app, { ...ann, role: "operator" })).tokens).toMatchObject([{ role: "operator" }]);
  });

  it("has at most the highest role of the server", async () => {
    const app = await startTokenApp({ isOpen: true, maxRole: "viewer" });
    const { json } = await create(app, someone, { role: "operator" });
    expect(problemOf(json)).toMatchObject({ type: "invalid-request" });
    const { secret } = await created(app, someone, { role: "viewer" });
    expect((await me(app, bearer(secret))).json).toMatchObject({ role: "viewer", name: "nightly" });
  });

  it("notes the day of its last request, not the moment", async () => {
    const app = await startTokenApp();
    const { secret } = await created(app, ann, { days: null });
    expect((await listOf(app, ann)).tokens).toMatchObject([{ lastUsedMs: null }]);
    for (const ms of [0, 5000, 2 * DAY_MS]) {
      app.clock.ms += ms;
      await me(app, bearer(secret));
      const lastUsedMs = Math.floor(app.clock.ms / DAY_MS) * DAY_MS;
      await expect.poll(async () => (await listOf(app, ann)).tokens).toMatchObject([{ lastUsedMs }]);
    }
    expect(app.warnings).toEqual([]);
  });

  it("ends at its time", async () => {
    const app = await startTokenApp();
    const { token, secret } = await created(app, bo, { days: 7 });
    expect(token.expiresMs).toBe(app.clock.ms + 7 * DAY_MS);
    app.clock.ms += 7 * DAY_MS - 1;
    expect((await me(app, bearer(secret))).status).toBe(200);
    app.clock.ms += 1;
    const { status, json, headers } = await me(app, bearer(secret));
    expect([status, problemOf(json)]).toMatchObject([401, { type: "invalid-token", detail: /time is over/ }]);
    expect(headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
  });

  it.each([
    ["forged", newSecret(), /no such token/],
    ["incomplete", newSecret().slice(0, -1), /not complete/],
    ["with more text", `${newSecret()} x`, /not complete/],
  ])("that is %s is refused, even beside a signed-in person", async (_, secret, detail) => {
    const app = await startTokenApp();
    await created(app, ann);
    const { status, json } = await me(app, { ...as(ann), ...bearer(secret) });
    expect([status, problemOf(json)]).toMatchObject([401, { type: "invalid-token", detail }]);
    expect(JSON.stringify(json)).not.toContain(secret.slice(4, 20));
  });

  it("of another program in the same header says nothing about the person", async () => {
    const app = await startTokenApp();
    for (const authorization of ["Bearer eyJhbGciOiJub25lIn0.e30.", "Basic YTpi", "Bearer"])
      expect((await me(app, { ...as(bo), authorization })).json).toEqual(bo);
  });

  it.each([
    ["a parameter", (secret: string) => `/api/me?access_token=${secret}`],
    ["an encoded parameter", (secret: string) => `/api/me?x=${secret.replace("_", "%5F")}`],
    ["a path", (secret: string) => `/api/me/${secret}`],
  ])("in %s is refused and revoked", async (_, pathOf) => {
    const app = await startTokenApp();
    const { secret } = await created(app, ann);
    const { status, json } = await me(app, as(ann), pathOf(secret));
    expect([status, problemOf(json)]).toMatchObject([400, { type: "token-in-address", detail: /revoked now/ }]);
    expect(problemOf((await me(app, bearer(secret))).json)).toMatchObject({ detail: /revoked/ });
    const forged = await me(app, as(ann), pathOf(newSecret()));
    expect({ ...problemOf(forged.json), requestId: "" }).toEqual({ ...problemOf(json), requestId: "" });
  });

  it("that was made while nobody signed in ends when people sign in", async () => {
    const app = await startTokenApp({ isOpen: true });
    const { secret } = await created(app, someone);
    expect((await me(app, bearer(secret))).status).toBe(200);
    const { createTokenIdentity } = await import("./token-identity");
    const { IncomingMessage } = await import("node:http");
    const { Socket } = await import("node:net");
    const incoming = Object.assign(new IncomingMessage(new Socket()), { headers: bearer(secret), url: "/" });
    const closed = createTokenIdentity({
      tokens: app.tokens,
      isOpen: false,
      maxRole: "manager",
      report: () => undefined,
    });
    await expect(closed(incoming)).rejects.toMatchObject({ problem: "invalid-token" });
  });

  it("waits for a database that is away", async () => {
    const app = await startTokenApp();
    const { secret } = await created(app, ann);
    app.session.isAway = true;
    const { status, json, headers } = await me(app, bearer(secret));
    expect([status, problemOf(json)]).toMatchObject([503, { type: "busy", certainty: "not-sent" }]);
    expect(headers.get("retry-after")).toBe("5");
    expect(problemOf((await create(app, { ...ann, id: "new" })).json)).toMatchObject({
      type: "history-unavailable",
    });
  });
});

describe("revocation", () => {
  it("holds at once, is recorded, and may be repeated", async () => {
    const app = await startTokenApp();
    const { token, secret } = await created(app, bo);
    expect((await me(app, bearer(secret))).status).toBe(200);
    const revoke = () => send(app, "DELETE", `/api/tokens/${token.id}`, as(bo));
    expect(await revoke()).toMatchObject({ status: 200, json: { token: { revokedMs: app.clock.ms } } });
    expect(problemOf((await me(app, bearer(secret))).json)).toMatchObject({ type: "invalid-token", detail: /revoked/ });
    app.clock.ms += 1000;
    expect(await revoke()).toMatchObject({ json: { token: { revokedMs: app.clock.ms - 1000 } } });
    expect(app.actions.map(({ operation, person, targets }) => [operation, person.name, targets])).toEqual([
      ["createToken", "Bo", [token.id]],
      ["revokeToken", "Bo", [token.id]],
      ["revokeToken", "Bo", [token.id]],
    ]);
  });

  it("is for the own tokens, for managers for all; the list too", async () => {
    const app = await startTokenApp();
    const [ofAnn, ofBo] = [await created(app, ann), await created(app, bo)];
    expect((await listOf(app, bo)).tokens.map(({ id }) => id)).toEqual([ofBo.token.id]);
    expect((await listOf(app, ann)).tokens.filter(({ isOwn }) => isOwn)).toMatchObject([{ id: ofAnn.token.id }]);
    expect((await listOf(app, ann)).tokens).toHaveLength(2);
    const foreign = await send(app, "DELETE", `/api/tokens/${ofAnn.token.id}`, as(bo));
    expect([foreign.status, problemOf(foreign.json)]).toMatchObject([404, { type: "not-found" }]);
    expect((await me(app, bearer(ofAnn.secret))).status).toBe(200);
    expect((await send(app, "DELETE", `/api/tokens/${ofBo.token.id}`, as(ann))).status).toBe(200);
    expect((await me(app, bearer(ofBo.secret))).status).toBe(401);
  });
});

describe("the routes of tokens", () => {
  it("are closed for tokens: a stolen one makes no other", async () => {
    const app = await startTokenApp();
    const { token, secret } = await created(app, ann, { role: "manager", days: null });
    const body = { name: "more", role: "viewer", days: 7 };
    for (const reply of [
      await send(app, "GET", "/api/tokens", bearer(secret)),
      await send(app, "POST", "/api/tokens", bearer(secret), body),
      await send(app, "DELETE", `/api/tokens/${token.id}`, bearer(secret)),
    ])
      expect([reply.status, problemOf(reply.json)]).toMatchObject([403, { type: "not-for-tokens" }]);
    expect((await listOf(app, ann)).tokens).toMatchObject([{ id: token.id, revokedMs: null }]);
  });

  it.each([
    ["a higher role than one's own", bo, { role: "manager" }],
    ["no end for others than managers", bo, { days: null }],
    ["another time", ann, { days: 31 }],
    ["no name", ann, { name: " " }],
    ["a name with a line feed", ann, { name: "a\nb" }],
    ["a long name", ann, { name: "a".repeat(81) }],
    ["another role", ann, { role: "root" }],
    ["another member", ann, { creator_id: "bo" }],
  ])("refuse %s", async (_, person, members) => {
    const app = await startTokenApp();
    const { status, json } = await create(app, person, members);
    expect([status, problemOf(json)]).toMatchObject([422, { type: "invalid-request", certainty: "not-sent" }]);
    expect((await listOf(app, ann)).tokens).toEqual([]);
  });

  it("let viewers make tokens for viewers, and tell the highest role", async () => {
    const app = await startTokenApp();
    await created(app, vic, { role: "viewer" });
    expect((await listOf(app, vic)).maxRole).toBe("viewer");
    expect((await create(app, vic)).status).toBe(422);
  });

  it("refuse more than 50 tokens of a person that have not ended", async () => {
    const app = await startTokenApp();
    for (let count = 0; count < 49; count += 1) await created(app, bo);
    const { token } = await created(app, bo);
    expect((await create(app, bo)).status).toBe(422);
    await created(app, ann);
    await send(app, "DELETE", `/api/tokens/${token.id}`, as(bo));
    await created(app, bo);
  });

  it("refuse other sites, other media types and long bodies", async () => {
    const app = await startTokenApp();
    const { token } = await created(app, ann);
    const headers = { ...as(ann), "content-type": "application/json" };
    const body = JSON.stringify({ name: "a", role: "viewer", days: 7 });
    const post = (more: Headers, text = body) =>
      rawRequest(app.origin, {
        path: "/api/tokens",
        method: "POST",
        headers: { ...headers, "content-length": String(text.length), ...more },
        body: text,
      });
    expect((await post({})).status).toBe(201);
    expect((await post({ origin: "https://evil.example" })).status).toBe(403);
    expect((await post({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post({ "content-type": "text/plain" })).status).toBe(415);
    expect((await post({}, body.padEnd(2001))).status).toBe(413);
    expect((await post({}, "{")).status).toBe(400);
    const path = `/api/tokens/${token.id}`;
    const foreign = { ...as(ann), "sec-fetch-site": "same-site" };
    expect((await rawRequest(app.origin, { path, method: "DELETE", headers: foreign })).status).toBe(403);
    expect((await listOf(app, ann)).tokens.map(({ revokedMs }) => revokedMs)).toEqual([null, null]);
  });
});
