/** A wall screen whose session has ended. */
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../test/render-app";
import { server } from "../../test/server";
import { reloadPage } from "../../ui/browser/reload-page";

vi.mock("../../ui/browser/reload-page", () => ({ reloadPage: vi.fn<typeof reloadPage>() }));

it("says so in place of figures that nobody renews, and leads to the sign-in", async () => {
  const { user, pass } = await renderApp({
    url: "/monitor?since=24h&kiosk=1",
    farm: { tasks: 40 },
    preferences: { polling: "5" },
  });
  await screen.findByRole("region", { name: "Tasks that need you" });
  server.use(
    http.post("*/api/render/*", () =>
      HttpResponse.json(
        { type: "urn:renderdeck:problem:signed-out", status: 401, certainty: "not-sent" },
        { status: 401 },
      ),
    ),
  );
  pass(10);
  expect(await screen.findByText("The session of this screen has ended")).toBeVisible();
  await waitFor(() => expect(screen.queryByRole("region", { name: "Tasks that need you" })).not.toBeInTheDocument());
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(reloadPage).toHaveBeenCalledTimes(1);
});
