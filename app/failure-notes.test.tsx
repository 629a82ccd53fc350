/** A failed refresh keeps the data on screen: each page says what was requested, why it failed, and what to do. */
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderApp } from "./test/render-app";

const WHY = "The farm rejected the request: not enough permissions (code 605).";
const STEP = "Ask the account owner for this permission.";

/** Opens a page, and refreshes it when the farm refuses everything. */
async function refreshRefused(url: string, loaded: () => Promise<unknown>) {
  const app = await renderApp({ url });
  await loaded();
  app.faults.set("*", { kind: "refuse", code: 605 });
  await app.user.click(await screen.findByRole("button", { name: "Refresh" }));
  return app;
}

const note = (text: RegExp) => screen.findByText(text, { selector: "p" });

it.each([
  ["/tasks", () => screen.findByText(/^\d+ tasks$/), "Request: Tasks.", /Showing the last data received/],
  [
    "/environments?software=2001",
    () => screen.findByRole("link", { name: "max2018_vray36" }),
    "Request: Environments.",
    /could not be refreshed/,
  ],
  ["/settings?section=account", () => screen.findByText("Account details"), "Request: Account.", /last data/],
] as const)("on %s says what was requested, why it failed and what to do", async (url, loaded, asked, kept) => {
  await refreshRefused(url, loaded);
  const shown = await note(kept);
  await waitFor(() => expect(shown).toHaveTextContent(WHY));
  expect(shown).toHaveTextContent(asked);
  expect(shown).toHaveTextContent(STEP);
});

it("says in the status line which request got no answer, and what to do", async () => {
  const app = await renderApp();
  await screen.findByText(/^\d+ tasks$/);
  app.faults.set("*", { kind: "outage" });
  await app.user.click(await screen.findByRole("button", { name: "Refresh" }));
  const state = await screen.findByText("Not connected");
  expect(state.parentElement).toHaveAttribute(
    "title",
    "Renderdeck’s server does not respond. Request: getTaskList. Check your connection and that the server is running.",
  );
  expect(state.parentElement).toHaveAccessibleDescription(/Request: getTaskList\./);
});
