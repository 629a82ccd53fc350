/** The section over the real routes of tokens. */
import { screen, waitFor, within } from "@testing-library/react";
import { bypass, HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import type { Person } from "../../protocol/person";
import { ann, bo, startTokenApp } from "../../server/tokens/testing/token-app";
import { type RenderOptions, renderApp } from "../../test/render-app";
import { server } from "../../test/server";

async function open(person: Person, options: RenderOptions = {}) {
  const app = await startTokenApp();
  const headers = { "x-test-person": JSON.stringify(person) };
  const page = await renderApp({
    ...options,
    url: "/settings?section=tokens",
    prepare: () => {
      server.use(
        http.all("*/api/tokens*", async ({ request }) => {
          const { pathname } = new URL(request.url);
          const body = request.method === "POST" ? await request.text() : null;
          const type = body === null ? {} : { "content-type": "application/json" };
          const init = { method: request.method, body, headers: { ...headers, ...type } };
          const answer = await fetch(bypass(new Request(app.origin + pathname, init)));
          return new HttpResponse(await answer.text(), { status: answer.status, headers: answer.headers });
        }),
      );
    },
  });
  const secretIsAccepted = async (secret: string) => {
    const request = new Request(`${app.origin}/api/me`, { headers: { authorization: `Bearer ${secret}` } });
    return (await fetch(bypass(request))).status === 200;
  };
  return { ...page, app, secretIsAccepted };
}

const button = (name: string) => screen.findByRole("button", { name });

it("makes a token, shows its secret once, and revokes it after a question", async () => {
  const { user, secretIsAccepted } = await open(ann);
  expect(await screen.findByText("There are no tokens.")).toBeVisible();
  await user.click(await button("New token"));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Create token" }));
  expect(within(dialog).getByText("Give the token a name.")).toBeVisible();
  await user.type(within(dialog).getByRole("textbox", { name: "Name" }), "nightly report");
  await user.click(within(dialog).getByRole("radio", { name: "Operator" }));
  await user.click(within(dialog).getByRole("radio", { name: "7 days" }));
  await user.click(within(dialog).getByRole("button", { name: "Create token" }));
  const secret = (await screen.findByText(/^rdk_/)).textContent;
  expect(await secretIsAccepted(secret)).toBe(true);
  const [close] = screen.getAllByRole("button", { name: "Close" }).slice(-1);
  if (close) await user.click(close);
  await waitFor(() => expect(screen.queryByText(secret)).toBeNull());

  const row = await screen.findByRole("row", { name: /nightly report/ });
  expect(row).toHaveTextContent("Operator");
  await user.click(within(row).getByRole("button", { name: "Revoke nightly report" }));
  const question = await screen.findByRole("dialog", { name: "Revoke nightly report?" });
  await user.click(within(question).getByRole("button", { name: "Revoke" }));
  expect(await within(await screen.findByRole("row", { name: /nightly report/ })).findByText(/^Revoked/)).toBeVisible();
  expect(await button("New token")).toHaveFocus();
  expect(await secretIsAccepted(secret)).toBe(false);
});

it("offers no role and no end that one may not give, in Chinese too", async () => {
  const { user } = await open(bo, { preferences: { language: "zh" } });
  await user.click(await button("新建令牌"));
  await screen.findByRole("dialog");
  const names = screen.getAllByRole("radio").map((radio) => radio.closest("label")?.textContent);
  expect(names).toEqual(["查看者", "操作员", "7 天", "30 天", "90 天", "365 天"]);
});

it("says when the database is away, and that nothing was changed", async () => {
  const { user, app } = await open(ann);
  await user.click(await button("New token"));
  app.session.isAway = true;
  await user.type(await screen.findByRole("textbox", { name: "Name" }), "a");
  await user.click(await button("Create token"));
  expect(await screen.findByText(/Nothing was changed/)).toBeVisible();
});
