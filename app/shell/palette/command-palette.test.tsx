import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { findRow, renderApp } from "../../test/render-app";
import { readPreferences } from "../../ui/storage/preferences";

const open = async (options: Parameters<typeof renderApp>[0] = {}) => {
  const app = await renderApp(options);
  await findRow("衣帽间.max");
  await app.user.keyboard("{Control>}k{/Control}");
  return { ...app, palette: await screen.findByRole("dialog") };
};
const entries = (palette: HTMLElement) =>
  within(palette)
    .queryAllByRole("button")
    .map((entry) => entry.textContent);

describe("the command palette", () => {
  it("lists pages and settings, and tasks after the first letter", async () => {
    const { palette, user } = await open();
    expect(entries(palette)).toEqual(expect.arrayContaining(["Tasks", "Monitor", "Settings", "Dark theme"]));
    expect(palette).not.toHaveTextContent("衣帽间.max");
    await user.keyboard("衣帽间.m");
    const found = [expect.stringMatching(/^衣帽间\.max/), "Frames of 衣帽间.max"];
    await waitFor(() => expect(entries(palette)).toEqual(found));
    await user.clear(within(palette).getByRole("textbox"));
    await user.keyboard("18278");
    await waitFor(() => expect(entries(palette)).toEqual(found));
  });

  it("lists tasks with a matching name before tasks with a matching project", async () => {
    const { palette, user } = await open({ farm: { tasks: 40 }, url: "/tasks?q=18278" });
    await user.keyboard("dragon");
    await waitFor(() => expect(entries(palette).length).toBeGreaterThan(4));
    const called = entries(palette).map((entry) => entry?.includes("dragon"));
    expect(called).toEqual(called.toSorted((a, b) => Number(b) - Number(a)));
    expect(new Set(called).size).toBe(2);
  });

  it("lists the actions of the selection only while there is one", async () => {
    const { palette, user } = await open();
    expect(within(palette).queryByRole("button", { name: /Delete/ })).not.toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(palette).not.toBeInTheDocument());
    await user.click(within(await findRow("衣帽间.max")).getByRole("checkbox"));
    await user.keyboard("{Control>}k{/Control}");
    const again = await screen.findByRole("dialog");
    expect(await within(again).findByRole("button", { name: /^Delete/ })).toBeVisible();
  });

  it("opens the frames of the only task found, a built-in view and the report", async () => {
    const { user, palette } = await open();
    await user.keyboard("18278");
    await user.click(await within(palette).findByRole("button", { name: "Frames of 衣帽间.max" }));
    await waitFor(() => expect(location.pathname).toBe("/tasks/18278"));
    await user.keyboard("{Control>}k{/Control}");
    await user.click(await screen.findByRole("button", { name: "Failed last night" }));
    await waitFor(() => expect(location.search).toContain("ended=last-night"));
    await user.keyboard("{Control>}k{/Control}");
    await user.click(await screen.findByRole("button", { name: "Report" }));
    await waitFor(() => expect(location.pathname).toBe("/tasks/report"));
  });

  it("changes a setting", async () => {
    const { user } = await open();
    await user.keyboard("compact{Enter}");
    await waitFor(() => expect(readPreferences().density).toBe("compact"));
  });

  it("announces the entry selected by arrow keys", async () => {
    const { palette, user } = await open();
    await user.keyboard("theme{ArrowDown}");
    await waitFor(() => expect(within(palette).getByRole("status")).toHaveTextContent("Dark theme, Settings"));
  });

  it("receives the keys typed before it appeared, instead of the focused row", async () => {
    const { user } = await renderApp();
    (await findRow("衣帽间.max")).focus();
    await user.keyboard("{Control>}k{/Control}xstheme");
    const palette = await screen.findByRole("dialog");
    await waitFor(() => expect(within(palette).getByRole("textbox")).toHaveValue("xstheme"));
    expect(screen.getAllByRole("dialog")).toHaveLength(1);
  });

  it("opens with single keys switched off too", async () => {
    const { palette } = await open({ preferences: { shortcuts: false } });
    expect(palette).toBeVisible();
  });
});
