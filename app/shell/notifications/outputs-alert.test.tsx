import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { findGrid, renderApp } from "../../test/render-app";
import { setAlertDays } from "../../ui/storage/outputs-alert";
import { clearNotifications } from "./notification-list";

const title = /^Rendered files of \d+ tasks go soon, not fetched$/;

beforeEach(() => {
  setAlertDays(0);
  clearNotifications();
});

it("tells once of the files that go soon, with what goes first, and leads to their list", async () => {
  setAlertDays(3);
  const app = await renderApp({ farm: { tasks: 80 } });
  expect(await screen.findByText(title)).toBeVisible();
  expect(screen.getByText(/^First: ./)).toBeVisible();
  await app.user.click(screen.getByRole("button", { name: "Show" }));
  expect(await screen.findByRole("heading", { level: 1, name: "Files that go next" })).toBeVisible();
  expect(within(await findGrid()).getByRole("columnheader", { name: /Files/ })).toBeVisible();

  await app.user.click(screen.getByRole("button", { name: "Refresh" }));
  await app.user.click(await screen.findByRole("button", { name: "1 unread notification" }));
  const list = await screen.findByRole("dialog");
  expect(within(list).getAllByRole("listitem")).toHaveLength(1);
  expect(within(list).getByText(title)).toBeVisible();
});

it("is chosen in the preferences, and tells nothing until then", async () => {
  const app = await renderApp({ url: "/settings?section=preferences", farm: { tasks: 80 } });
  const choice = within(await screen.findByRole("group", { name: "Files that go soon" }));
  expect(choice.getByRole("radio", { name: "Off" })).toBeChecked();
  expect(screen.queryByText(title)).not.toBeInTheDocument();
  await app.user.click(choice.getByRole("radio", { name: "3 days before" }));
  expect(await screen.findByText(title)).toBeVisible();
});
