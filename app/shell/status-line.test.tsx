import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../test/render-app";

describe("the connection", () => {
  it.each([
    [null, "Farm not checked yet"],
    [false, "Not connected"],
    [true, "Connected"],
  ])("is the server's health check on a page without farm calls: reachable %j", async (reachable, text) => {
    await renderApp({
      url: "/settings?section=about",
      health: { upstream: { host: "farm", reachable, latencyMs: 42, checkedAt: 1_793_491_200_000 } },
    });
    expect(await screen.findByText(text)).toBeVisible();
  });

  it("is no connection if the farm refuses the key, and leads to its test", async () => {
    const { user } = await renderApp({
      url: "/settings?section=about",
      health: { upstream: { reachable: true, refusedCode: 611, latencyMs: 42, checkedAt: 1_793_491_200_000 } },
    });
    await user.click(await screen.findByRole("link", { name: /Farm refuses the key/ }));
    expect(screen.queryByText("Connected")).not.toBeInTheDocument();
    expect(await screen.findByRole("heading", { level: 2, name: "Connection" })).toBeVisible();
  });

  it("leads from the demo farm to the guide", async () => {
    const { user } = await renderApp({ url: "/settings?section=about" });
    await user.click(await screen.findByRole("link", { name: "Demo farm" }));
    expect(await screen.findByText(/connect a farm account in four steps/)).toBeVisible();
  });
});
