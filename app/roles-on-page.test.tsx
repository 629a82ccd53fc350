/** What the page does with the role of the person and with the end of a session. */
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import type { Me, Person } from "./protocol/person";
import { renderApp } from "./test/render-app";
import { server } from "./test/server";

const mei: Person = { id: "u-1", name: "Mei", role: "manager", source: "session" };
const signedIn = (role: Person["role"]): Me => ({ person: { ...mei, role }, signIn: "oidc", insecure: false });

/** Answers GET /api/me from now on; the server's answers to others stay. */
function answerMe(me: Me) {
  server.use(http.get("*/api/me", () => HttpResponse.json(me)));
}

/** Renders the page for somebody. */
async function openAs(me: Me, url: string) {
  return renderApp({ url, prepare: () => answerMe(me) });
}

describe("controls", () => {
  it.each([
    ["viewer", true],
    ["operator", true],
    ["manager", false],
  ] as const)("of labels for a %s", async (role, isRefused) => {
    await openAs(signedIn(role), "/settings?section=labels");
    const button = await screen.findByRole("button", { name: "Add label" });
    await screen.findAllByRole("button", { name: /^Delete / });
    await waitFor(() => expect(button.hasAttribute("disabled")).toBe(isRefused));
    if (!isRefused) return;
    await waitFor(() => expect(button).toHaveAccessibleDescription(/Managers may do this/));
    expect(screen.getAllByRole("button", { name: /^Delete / })[0]).toBeDisabled();
  });
});

describe("the section Team", () => {
  it("says who somebody is, with which role and why", async () => {
    await openAs(signedIn("operator"), "/settings?section=team");
    const section = await screen.findByRole("region", { name: "Team" });
    expect(await within(section).findByText("Mei")).toBeVisible();
    expect(within(section).getByText("Operator")).toBeVisible();
    expect(within(section).getByText(/^From your groups when you signed in/)).toBeVisible();
    expect(within(section).getByRole("button", { name: "Sign out everywhere" })).toBeEnabled();
  });

  it("has no sign-out where nobody signs in", async () => {
    await renderApp({ url: "/settings?section=team" });
    expect(await screen.findByText(/^Nobody signs in on this server/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Sign out" })).toBeNull();
  });

  it("says that signing out failed", async () => {
    const { user } = await openAs(signedIn("viewer"), "/settings?section=team");
    server.use(http.post("*/api/sign-out/everywhere", () => new HttpResponse(null, { status: 503 })));
    await user.click(await screen.findByRole("button", { name: "Sign out everywhere" }));
    expect(await screen.findByText("Signing out failed; you are still signed in. Try again.")).toBeVisible();
  });
});

describe("the status line", () => {
  it("warns where everybody on the network may do everything", async () => {
    await openAs({ person: { ...mei, id: "", name: "", source: "open" }, signIn: "none", insecure: true }, "/settings");
    expect(await screen.findByText("No sign-in")).toBeVisible();
  });

  it("tells the end of the session in the middle of work, and keeps what was typed", async () => {
    const { user } = await openAs(signedIn("manager"), "/settings?section=labels");
    const field = await screen.findByRole("textbox", { name: "Name of the new label" });
    await user.type(field, "Alps");
    answerMe({ person: null, signIn: "oidc", insecure: false });
    server.use(
      http.post("*/api/render/common/addLabel", () =>
        HttpResponse.json(
          { type: "urn:renderdeck:problem:signed-out", status: 401, certainty: "not-sent" },
          { status: 401 },
        ),
      ),
    );
    await user.click(screen.getByRole("button", { name: "Add label" }));
    const link = await screen.findByRole("link", { name: "Sign in" });
    expect(link).toHaveAttribute("href", "/api/sign-in?return=/api/signed-in");
    expect(link).toHaveAttribute("target", "_blank");
    expect(await screen.findByText(/This page stays as it is/)).toBeVisible();
    expect(field).toHaveValue("Alps");
    answerMe(signedIn("manager"));
    window.dispatchEvent(new Event("visibilitychange"));
    await waitFor(() => expect(screen.queryByRole("link", { name: "Sign in" })).toBeNull());
    expect(field).toHaveValue("Alps");
  });
});
