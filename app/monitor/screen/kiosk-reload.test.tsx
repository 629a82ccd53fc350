/** A wall screen when the server has a new version. */
import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hasOtherBuild } from "../../queries/http/server-build";
import { type RenderOptions, renderApp } from "../../test/render-app";
import { reloadPage } from "../../ui/browser/reload-page";

vi.mock("../../ui/browser/reload-page", () => ({ reloadPage: vi.fn<typeof reloadPage>() }));

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  act(() => hasOtherBuild.set(false));
  vi.mocked(reloadPage).mockClear();
});

const open = async (search: string, options: RenderOptions = {}) => {
  const app = await renderApp({ url: `/monitor?since=24h${search}`, farm: { tasks: 40 }, ...options });
  await screen.findByRole("region", { name: "Tasks that need you" });
  return app;
};
const newVersion = () => act(() => hasOtherBuild.set(true));
const findNote = () => screen.findByText(/^A new version is ready\. This screen reloads at \d\d:\d\d/);

describe("a wall screen with a new version", () => {
  it("says when it reloads, and does so after a quiet minute", async () => {
    const app = await open("&kiosk=1", { preferences: { polling: "60" } });
    newVersion();
    expect(await findNote()).toHaveTextContent("This screen reloads at 00:01");
    expect(reloadPage).not.toHaveBeenCalled();
    app.pass(65);
    await waitFor(() => expect(reloadPage).toHaveBeenCalledTimes(1), { timeout: 5000 });
  });

  it("waits while a dialog is open", async () => {
    const app = await open("&kiosk=1", { preferences: { polling: "60" } });
    const [first] = await screen.findAllByRole("button", { name: /^Mark seen: / });
    if (first) await app.user.click(first);
    await screen.findByRole("dialog");
    newVersion();
    expect(await screen.findByText("A new version is ready.")).toBeInTheDocument();
    app.pass(20);
    await app.user.keyboard("{Escape}");
    // A minute after the dialog was closed.
    expect(await findNote()).toHaveTextContent("This screen reloads at 00:01");
    expect(reloadPage).not.toHaveBeenCalled();
  });

  it("waits while its data is stale, because the server may be gone", async () => {
    const app = await open("&kiosk=1", { preferences: { polling: "60" } });
    newVersion();
    await findNote();
    app.faults.set("*", { kind: "outage" });
    app.pass(180);
    expect(await screen.findByText("A new version is ready.", undefined, { timeout: 5000 })).toBeVisible();
  });

  it("reloads itself at most every 15 minutes, and at once by its button", async () => {
    const app = await open("&kiosk=1", { preferences: { polling: "60" } });
    sessionStorage.setItem("renderdeck.monitor.reloaded", String(app.farm.now()));
    newVersion();
    expect(await findNote()).toHaveTextContent("This screen reloads at 00:15");
    await app.user.click(screen.getByRole("button", { name: "Reload" }));
    expect(reloadPage).toHaveBeenCalledTimes(1);
  });

  it("is announced by the status line alone outside of kiosk mode", async () => {
    await open("");
    newVersion();
    expect(await screen.findByText("A new version is ready")).toBeVisible();
    expect(screen.queryByText(/This screen reloads/)).not.toBeInTheDocument();
  });
});
