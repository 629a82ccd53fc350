import { screen, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { serverClock } from "../state/server-clock";
import { findRow, renderApp } from "../test/render-app";

afterEach(() => serverClock.set(0));

const HOUR = 3_600_000;

/** The text of each cell of a task. */
const agesOf = async () =>
  within(await findRow("衣帽间.max"))
    .getAllByRole("gridcell")
    .map((cell) => cell.textContent);

it("warns of a viewer's clock that is wrong, and only then", async () => {
  const { farm, user } = await renderApp();
  await findRow("衣帽间.max");
  expect(screen.queryByText(/clock is/)).not.toBeInTheDocument();
  vi.setSystemTime(farm.now() + 8 * HOUR);
  await user.click(screen.getByRole("button", { name: /^Refresh/ }));
  expect(await screen.findByText("This device’s clock is 8h 0m ahead")).toBeInTheDocument();
});

it("shows the same ages with a wrong clock as with a right one", async () => {
  const { farm, user } = await renderApp({ url: "/tasks?columns=submitted,started,elapsed" });
  const ages = await agesOf();
  vi.setSystemTime(farm.now() - 8 * HOUR);
  await user.click(screen.getByRole("button", { name: /^Refresh/ }));
  expect(await screen.findByText("This device’s clock is 8h 0m behind")).toBeInTheDocument();
  expect(await agesOf()).toEqual(ages);
});
