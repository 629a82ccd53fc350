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
});
