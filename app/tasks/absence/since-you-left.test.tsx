import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { hideCharges } from "../../test/hide-charges";
import { findRow, type RenderOptions, renderApp } from "../../test/render-app";

/** 2026-11-01T00:00:00Z, the start time of the demo farm in tests. */
const START = 1_793_491_200_000;
const HOUR = 3600;

const summary = () => screen.findByRole("region", { name: /^Since you left/ });
const querySummary = () => screen.queryByRole("region", { name: /^Since you left/ });

/** Opens the page some seconds after the last visit. */
const openAfter = (seconds: number, options: RenderOptions = {}) => {
  localStorage.setItem("renderdeck.visit.1", JSON.stringify({ ms: START - seconds * 1000, cost: 0 }));
  window.dispatchEvent(new StorageEvent("storage", { key: "renderdeck.visit.1" }));
  return renderApp(options);
};

describe("since you left", () => {
  it("counts what ended, links to those tasks, and closes", async () => {
    const { user } = await openAfter(40 * 24 * HOUR, { farm: { tasks: 40 } });
    const region = await summary();
    expect(region).toHaveAccessibleName("Since you left, 40d ago");
    const failed = within(region).getByRole("link", { name: /finished with failed frames/ });
    const count = Number.parseInt(failed.textContent, 10);
    await user.click(failed);
    await waitFor(() => expect(location.search).toContain("ended=2026-09-22T00:00Z"));
    expect(await screen.findByText(`${count} of 40 tasks`)).toBeVisible();
    expect(await screen.findByRole("button", { name: /^Ended: Since/ })).toBeVisible();
    await user.click(within(await summary()).getByRole("button", { name: "Close this summary" }));
    expect(querySummary()).not.toBeInTheDocument();
  });

  it("says that nothing ended", async () => {
    await openAfter(HOUR, { farm: { tasks: 2 } });
    expect(await summary()).toHaveTextContent("no task ended");
  });

  it("is absent after a short absence and at the first visit", async () => {
    const first = await openAfter(20 * 60);
    await findRow("衣帽间.max");
    expect(querySummary()).not.toBeInTheDocument();
    first.unmount();
    localStorage.clear();
    window.dispatchEvent(new StorageEvent("storage", { key: null }));
    await renderApp();
    await findRow("衣帽间.max");
    expect(querySummary()).not.toBeInTheDocument();
  });

  it("shows no amount when the account hides charges", async () => {
    await openAfter(HOUR, { prepare: (_, { farm }) => hideCharges(farm) });
    const region = await summary();
    await waitFor(() => expect(region).not.toHaveTextContent("¥"));
  });
});
