/** The Monitor over a demo farm. jsdom has no layout and no wake lock, so these tests use the fallbacks. */
import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type RenderOptions, renderApp } from "../test/render-app";

const open = async (options: RenderOptions = {}) => {
  const app = await renderApp({ url: "/monitor?since=24h", farm: { tasks: 40 }, ...options });
  await screen.findByRole("region", { name: "Tasks that need you" });
  return app;
};
const rowNames = () => screen.queryAllByRole("article").map((row) => row.getAttribute("aria-label"));
const totals = () => within(screen.getByRole("region", { name: "All frames of the account" }));
const figure = (name: string) => totals().getByText(name, { selector: "dt" }).parentElement?.textContent;
const etas = () => screen.queryAllByText(/^(ends |last task )/).map(({ textContent }) => textContent);

afterEach(() => {
  Reflect.deleteProperty(navigator, "wakeLock");
});

describe("Monitor", () => {
  it("shows the farm's totals and the remainder it does not list", async () => {
    const { farm } = await open();
    const stats = farm.read("queryAllFrameStats");
    const region = await screen.findByRole("region", { name: "All frames of the account" });
    const listed = [
      stats.doneFramesTotal,
      stats.executingFramesTotal,
      stats.failedFramesTotal,
      stats.waitingFramesTotal,
    ];
    const abandoned = (stats.totalFrames ?? 0) - listed.reduce<number>((sum, value) => sum + (value ?? 0), 0);
    await waitFor(() => expect(figure("abandoned")).toContain(abandoned.toLocaleString("en")));
    expect(figure("finished")).toContain((stats.doneFramesTotal ?? 0).toLocaleString("en"));
    expect(within(region).getAllByRole("term")).toHaveLength(5);
  });

  it("says that the account’s platform is busy where the farm tells it, and where to submit", async () => {
    await open({ dialect: "current" });
    expect(await screen.findByRole("note")).toHaveTextContent(/Platform W2.*is busy.*Sooner, .*: Platform W3/);
  });

  it("acknowledges a trouble by name, takes that back, and remembers the name", async () => {
    const { user } = await open();
    const [first] = await screen.findAllByRole("button", { name: /^Mark seen: / });
    const name = first?.getAttribute("aria-label")?.replace("Mark seen: ", "") ?? "";
    expect(rowNames()[0]).toBe(name);
    await user.click(screen.getByRole("button", { name: `Mark seen: ${name}` }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Mark seen" }));
    expect(within(dialog).getByText("Enter your name")).toBeInTheDocument();
    await user.type(within(dialog).getByRole("textbox", { name: "Name" }), "Lin{Enter}");
    await waitFor(() => expect(rowNames()[0]).not.toBe(name));
    expect(within(screen.getByRole("article", { name: rowNames()[0] ?? "" })).getByRole("button")).toHaveFocus();
    expect(JSON.parse(localStorage.getItem("renderdeck.monitor.1") ?? "{}")).toMatchObject({ name: "Lin" });
    // The row may have moved to another page.
    while (!rowNames().includes(name)) await user.click(screen.getByRole("button", { name: "Next page" }));
    expect(screen.getByRole("article", { name })).toHaveTextContent(/seen by Lin, \d\d:\d\d/);
    await user.click(screen.getByRole("button", { name: `Mark unseen: ${name}` }));
    while (!rowNames().includes(name)) await user.click(screen.getByRole("button", { name: "Next page" }));
    expect(rowNames()[0]).toBe(name);
  });

  it("is stale as a whole after two missed refreshes, with the time of the last data", async () => {
    const { farm, faults, pass } = await open({ preferences: { polling: "5" } });
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    const stopped = new Date(farm.now()).toISOString().slice(11, 19);
    faults.set("*", { kind: "hang" });
    pass(12);
    expect(await screen.findByRole("alert")).toHaveTextContent(`No data since ${stopped} UTC`);
    expect(rowNames().length).toBeGreaterThan(0);
  });

  it("estimates from the time of its data, not from the current time", async () => {
    const { faults, pass } = await open();
    const before = etas();
    expect(before.filter((eta) => /\d/.test(eta ?? "")).length).toBeGreaterThan(0);
    faults.set("*", { kind: "hang" });
    pass(1800);
    act(() => void document.dispatchEvent(new Event("visibilitychange")));
    // A tab that becomes visible has a moment to request new data.
    pass(3);
    expect(await screen.findByRole("alert")).toHaveTextContent("No data since");
    expect(etas()).toEqual(before);
  });

  it("has its title bar before the first data, and shows a failure", async () => {
    await renderApp({ url: "/monitor", prepare: (faults) => faults.set("getTaskList", { kind: "refuse", code: 403 }) });
    expect(await screen.findByRole("alert")).toHaveTextContent("403");
    expect(screen.getByRole("heading", { level: 1, name: "Monitor" })).toBeVisible();
    expect(screen.queryByText(/^Updated \d\d:/)).not.toBeInTheDocument();
  });

  it("warns that the screen may sleep when the browser has no wake lock", async () => {
    await open({ url: "/monitor?kiosk=1" });
    expect(await screen.findByText("Screen may sleep")).toBeInTheDocument();
    expect(screen.queryByRole("navigation", { name: "Pages" })).not.toBeInTheDocument();
    expect(screen.queryByRole("contentinfo")).not.toBeInTheDocument();
  });

  it("keeps the screen awake in kiosk mode, and lets it sleep afterwards", async () => {
    const release = vi.fn<() => Promise<void>>(() => Promise.resolve());
    const request = vi.fn<(kind: string) => Promise<object>>(() => Promise.resolve({ released: false, release }));
    Object.defineProperty(navigator, "wakeLock", { configurable: true, value: { request } });
    const { user } = await open({ url: "/monitor?kiosk=1" });
    await waitFor(() => expect(request).toHaveBeenCalledWith("screen"));
    await user.click(screen.getByRole("button", { name: "Leave kiosk" }));
    await waitFor(() => expect(release).toHaveBeenCalled());
    expect(await screen.findByRole("navigation", { name: "Pages" })).toBeInTheDocument();
  });

  it("stores the size of its type", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Larger text" }));
    expect(JSON.parse(localStorage.getItem("renderdeck.monitor.1") ?? "{}")).toMatchObject({ scale: 1.2 });
  });
});
