/** Sign-in at a real OpenID provider on this machine, and what attackers try around it. */
import { describe, expect, it, vi } from "vitest";
import { routeAccess } from "../../proxy/http/access";
import { isSignInRoute } from "../../proxy/testing/sign-in-route";
import { TestBrowser } from "./testing/test-browser";
import { sessionKey, startPeople } from "./testing/test-people";
import { clientSecret } from "./testing/test-provider";

const HOUR_MS = 3_600_000;
const SESSION = "renderdeck";

const post = (browser: TestBrowser, address: string, headers: Record<string, string> = {}) =>
  browser.fetch(address, { method: "POST", headers: { "content-type": "application/json", ...headers } });

/** Goes to the provider and stops before the address that leads back is opened. */
async function callbackOf(world: Awaited<ReturnType<typeof startPeople>>, browser: TestBrowser) {
  const { address } = await browser.follow(`${world.origin}/tasks`, (at) => at.startsWith(world.callback));
  return address;
}

it("has exactly the routes that are declared for it", async () => {
  const { routes } = await startPeople();
  const registered = routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`);
  expect(registered.toSorted()).toEqual(Object.keys(routeAccess).filter(isSignInRoute).toSorted());
});

describe("a sign-in", () => {
  it("leads from a page to the provider and back to the page, with name and role", async () => {
    const { signIn, personOf, events } = await startPeople();
    const { browser, address } = await signIn();
    expect(new URL(address).pathname + new URL(address).search).toBe("/tasks?q=dragon");
    expect(await personOf(browser)).toEqual({ id: "mei", name: "Mei", role: "operator", source: "session" });
    expect(events).toContainEqual({ event: "signed-in", person: "mei", role: "operator" });
    expect(JSON.stringify(events)).not.toContain("SENTINEL");
  });

  it("keeps the session in a cookie that no script can read and no other site sends", async () => {
    const { signIn, origin } = await startPeople();
    const { browser } = await signIn();
    const { value = "", attributes } = browser.jar(origin).get(SESSION) ?? {};
    expect(attributes).toBe(`Path=/; Max-Age=${8 * 3600}; HttpOnly; SameSite=Lax`);
    expect(Buffer.from(value.split(".")[3] ?? "", "base64url").toString()).not.toContain("mei");
    expect(browser.jar(origin).has("renderdeck-sign-in")).toBe(false);
  });

  it.each([
    [["producers", "artists"], "manager"],
    [["leads"], "operator"],
    [["everybody"], "viewer"],
    [[], "viewer"],
  ])("of the groups %j gives the role %s", async (groups, role) => {
    const { provider, signIn, personOf } = await startPeople();
    provider.setPerson({ sub: "x", name: "X", groups });
    expect(await personOf((await signIn()).browser)).toMatchObject({ id: "x", role });
  });

  it("is a change when it is another one than that of the last sign-in", async () => {
    const { provider, signIn, roleChanges } = await startPeople();
    const come = async (groups: readonly string[]) => {
      provider.setPerson({ sub: "mei", name: "Mei", groups });
      await signIn();
    };
    for (const groups of [["artists"], ["leads"], ["producers"], ["producers"]]) await come(groups);
    const change = { person: { id: "mei", name: "Mei", role: "manager", source: "session" }, former: "operator" };
    await vi.waitFor(() => expect(roleChanges).toMatchObject([change]));
    await come([]);
    await vi.waitFor(() =>
      expect(roleChanges).toMatchObject([change, { person: { role: "viewer" }, former: "manager" }]),
    );
  });

  it("takes a changed role at the next sign-in, not before", async () => {
    const { provider, signIn, personOf } = await startPeople();
    const { browser } = await signIn();
    provider.setPerson({ sub: "mei", name: "Mei", groups: ["producers"] });
    expect(await personOf(browser)).toMatchObject({ role: "operator" });
    expect(await personOf((await signIn()).browser)).toMatchObject({ role: "manager" });
  });

  it("leads back to no other site", async () => {
    const { signIn, origin } = await startPeople();
    const { address } = await signIn(
      new TestBrowser(),
      `/api/sign-in?return=${encodeURIComponent("//evil.example/x")}`,
    );
    expect(address).toBe(`${origin}/`);
  });

  it("is needed for pages; a request of a page gets a problem", async () => {
    const { origin } = await startPeople();
    const browser = new TestBrowser();
    const page = await browser.fetch(`${origin}/frames?task=1`);
    expect([page.status, page.headers.get("location")]).toEqual([302, "/api/sign-in?return=%2Fframes%3Ftask%3D1"]);
    expect(await (await browser.fetch(`${origin}/api/any`)).json()).toBeNull();
    expect((await browser.fetch(`${origin}/assets/a.js`)).status).toBe(200);
    expect((await post(browser, `${origin}/api/sign-out`)).status).toBe(401);
  });
});

const refusal = async (browser: TestBrowser, address: string) => {
  const answer = await browser.fetch(address);
  expect(answer.headers.get("content-type")).toContain("text/html");
  expect([...browser.cookies.values()].some((jar) => jar.has(SESSION))).toBe(false);
  return { status: answer.status, text: await answer.text() };
};

describe("an answer of the provider is refused", () => {
  it("with another state", async () => {
    const world = await startPeople();
    const browser = new TestBrowser();
    const address = (await callbackOf(world, browser)).replace(/state=[^&]+/, "state=other");
    expect(await refusal(browser, address)).toMatchObject({ status: 400, text: expect.stringContaining("state") });
  });

  it("in a browser that has begun no sign-in: nobody is signed in as somebody else", async () => {
    const world = await startPeople();
    const address = await callbackOf(world, new TestBrowser());
    expect(await refusal(new TestBrowser(), address)).toMatchObject({ status: 400 });
  });

  it("with the cookie of another attempt", async () => {
    const world = await startPeople();
    const [victim, attacker] = [new TestBrowser(), new TestBrowser()];
    await callbackOf(world, victim);
    expect(await refusal(victim, await callbackOf(world, attacker))).toMatchObject({ status: 400 });
  });

  it("with a code that was used before", async () => {
    const world = await startPeople();
    const browser = new TestBrowser();
    const address = await callbackOf(world, browser);
    const thief = new TestBrowser();
    thief.cookies.set(world.origin, new Map(browser.jar(world.origin)));
    expect((await browser.fetch(address)).status).toBe(303);
    expect(await refusal(thief, address)).toMatchObject({
      status: 400,
      text: expect.stringContaining("invalid_grant"),
    });
  });

  it("from another issuer (mix-up), and without the issuer that this one always names", async () => {
    const world = await startPeople();
    const mixed = new TestBrowser();
    const address = await callbackOf(world, mixed);
    expect(address).toContain("iss=");
    const foreign = address.replace(/iss=[^&]+/, `iss=${encodeURIComponent("https://evil.example")}`);
    expect(await refusal(mixed, foreign)).toMatchObject({ status: 400, text: expect.stringContaining("iss") });
    const silent = new TestBrowser();
    const without = (await callbackOf(world, silent)).replace(/&?iss=[^&]+/, "");
    expect(await refusal(silent, without)).toMatchObject({ status: 400 });
  });

  it("after ten minutes", async () => {
    const world = await startPeople();
    const browser = new TestBrowser();
    const address = await callbackOf(world, browser);
    world.pass(600_001);
    expect(await refusal(browser, address)).toMatchObject({ status: 400 });
  });

  it("in words without markup of the address", async () => {
    const world = await startPeople();
    const browser = new TestBrowser();
    const state = new URL(await callbackOf(world, browser)).searchParams.get("state");
    const iss = encodeURIComponent(world.provider.issuer);
    const address = `${world.callback}?state=${state}&iss=${iss}&error=%3Cscript%3Ealert(1)%3C/script%3E`;
    expect((await refusal(browser, address)).text).not.toContain("<script>");
  });
});

describe("a session", () => {
  it("is refused when it is forged, changed or of another kind", async () => {
    const { origin, signIn, personOf } = await startPeople();
    const { browser } = await signIn();
    const { value = "" } = browser.jar(origin).get(SESSION) ?? {};
    const [header = "", , iv = "", text = "", tag = ""] = value.split(".");
    const flipped = `${text.slice(0, -2)}${text.endsWith("AA") ? "BB" : "AA"}`;
    const forged = [
      `${header}..${iv}.${flipped}.${tag}`,
      `${header}..${iv}.${text}.${"A".repeat(22)}`,
      `${Buffer.from('{"alg":"none"}').toString("base64url")}..${iv}.${text}.${tag}`,
      "x",
      "",
    ];
    const attempt = new TestBrowser();
    await attempt.fetch(`${origin}/api/sign-in`);
    forged.push(attempt.jar(origin).get("renderdeck-sign-in")?.value ?? "");
    for (const cookie of forged) {
      const answer = await fetch(`${origin}/api/any`, { headers: { cookie: `${SESSION}=${cookie}` } });
      expect(await answer.json()).toBeNull();
    }
    const twice = await fetch(`${origin}/api/any`, { headers: { cookie: `${SESSION}=${value}; ${SESSION}=${value}` } });
    expect(await twice.json()).toBeNull();
    expect(await personOf(browser)).toMatchObject({ id: "mei" });
  });

  it("is a new one at each sign-in: one that somebody planted is not taken over", async () => {
    const { origin, signIn, personOf, provider } = await startPeople();
    provider.setPerson({ sub: "mallory", name: "Mallory" });
    const { browser: attacker } = await signIn();
    const planted = attacker.jar(origin).get(SESSION);
    const victim = new TestBrowser();
    if (planted) victim.jar(origin).set(SESSION, planted);
    provider.setPerson({ sub: "mei", name: "Mei", groups: ["producers"] });
    await signIn(victim, "/api/sign-in");
    expect(victim.jar(origin).get(SESSION)?.value).not.toBe(planted?.value);
    expect(await personOf(victim)).toMatchObject({ id: "mei", role: "manager" });
    expect(await personOf(attacker)).toMatchObject({ id: "mallory", role: "viewer" });
  });

  it("ends after eight hours without use, and goes on while it is used", async () => {
    const { signIn, personOf, pass } = await startPeople();
    const { browser } = await signIn();
    for (let hours = 0; hours < 21; hours += 7) {
      pass(7 * HOUR_MS);
      expect(await personOf(browser)).toMatchObject({ id: "mei" });
    }
    pass(8 * HOUR_MS + 1);
    expect(await personOf(browser)).toBeNull();
  });

  it("ends after seven days in any case", async () => {
    const { signIn, personOf, pass } = await startPeople();
    const { browser } = await signIn();
    for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
      pass(6 * HOUR_MS);
      expect([hours, await personOf(browser)]).toMatchObject([hours, { id: "mei" }]);
    }
    pass(6 * HOUR_MS);
    expect(await personOf(browser)).toBeNull();
  });

  it("has the limits of the configuration", async () => {
    const env = { RENDERDECK_SESSION_IDLE_HOURS: "1", RENDERDECK_SESSION_MAX_DAYS: "1" };
    const { signIn, personOf, pass } = await startPeople({ env });
    const { browser } = await signIn();
    pass(HOUR_MS + 1);
    expect(await personOf(browser)).toBeNull();
  });

  it("of a copied cookie ends with the sign-out, on every instance", async () => {
    const { origin, other, signIn, personOf, pass } = await startPeople({ instances: 2 });
    const { browser } = await signIn();
    const copy = new TestBrowser();
    for (const at of [origin, other]) copy.cookies.set(at, new Map(browser.jar(origin)));
    expect(await personOf(copy, other)).toMatchObject({ id: "mei" });
    const answer = await post(browser, `${origin}/api/sign-out`);
    expect([answer.status, answer.headers.get("clear-site-data")]).toEqual([204, '"cache"']);
    expect(await personOf(browser)).toBeNull();
    expect(await personOf(copy, origin)).toBeNull();
    pass(3001);
    expect(await personOf(copy, other)).toBeNull();
  });

  it("of everybody with the name ends with the sign-out everywhere, and later ones do not", async () => {
    const { origin, other, signIn, personOf, pass } = await startPeople({ instances: 2 });
    const { browser } = await signIn();
    const { browser: elsewhere } = await signIn();
    elsewhere.cookies.set(other, new Map(elsewhere.jar(origin)));
    expect(await personOf(elsewhere, other)).toMatchObject({ id: "mei" });
    expect((await post(browser, `${origin}/api/sign-out/everywhere`)).status).toBe(204);
    expect(await personOf(elsewhere, origin)).toBeNull();
    pass(3001);
    expect(await personOf(elsewhere, other)).toBeNull();
    expect(await personOf((await signIn()).browser)).toMatchObject({ id: "mei" });
  });

  it("is ended by no other site", async () => {
    const { origin, signIn, personOf } = await startPeople();
    const { browser } = await signIn();
    for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }])
      expect((await post(browser, `${origin}/api/sign-out`, headers)).status).toBe(403);
    expect(await personOf(browser)).toMatchObject({ id: "mei" });
  });
});

it("has no secret in any answer, cookie or log line", async () => {
  const { signIn, events, origin } = await startPeople();
  const { browser } = await signIn();
  const all = JSON.stringify([events, [...browser.jar(origin)], [clientSecret, sessionKey].length]);
  expect(all).not.toContain(clientSecret);
  expect(all).not.toContain(sessionKey);
});
