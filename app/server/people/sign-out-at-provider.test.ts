/** The sign-out of a real OpenID provider on this machine. */
import { describe, expect, it } from "vitest";
import { TestBrowser } from "./testing/test-browser";
import { startPeople } from "./testing/test-people";

const textOf = async (answer: Response | undefined) => (await answer?.text()) ?? "";
const linksOf = (html: string) =>
  [...html.matchAll(/ href="([^"]+)"/g)].map(([, address = ""]) => address.replaceAll("&amp;", "&"));

describe("signing out at the provider", () => {
  it("is offered after the own sign-out, and leads back to a page that says so", async () => {
    const { signIn, origin, provider } = await startPeople();
    const { browser } = await signIn();
    await browser.fetch(`${origin}/api/sign-out`, {
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    const page = await textOf(await browser.fetch(`${origin}/api/signed-out`));
    expect(page).toContain("You are still signed in at the provider");
    const [, address = ""] = linksOf(page);
    expect(address.startsWith(`${provider.issuer}/`)).toBe(true);
    const question = await textOf(await browser.fetch(address));
    const form = new URLSearchParams({ xsrf: /name="xsrf" value="([^"]+)"/.exec(question)?.[1] ?? "", logout: "yes" });
    const [, action = ""] = /action="([^"]+)"/.exec(question) ?? [];
    const answer = await browser.fetch(action, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    });
    const back = answer.headers.get("location") ?? "";
    expect(back.startsWith(`${origin}/api/signed-out?`)).toBe(true);
    const ended = await textOf(await browser.fetch(back));
    expect(ended).toContain("Your sessions here and at the provider have ended.");
    expect(linksOf(ended)).toEqual(["/api/sign-in?return=%2F"]);
  });

  it("is not offered when the provider does not answer", async () => {
    const { origin } = await startPeople({ env: { RENDERDECK_OIDC_ISSUER: "http://127.0.0.1:1" } });
    const answer = await new TestBrowser().fetch(`${origin}/api/signed-out`);
    expect([answer.status, linksOf(await textOf(answer))]).toEqual([200, ["/api/sign-in?return=%2F"]]);
  });
});
