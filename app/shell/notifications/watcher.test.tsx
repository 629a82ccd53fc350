import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { findGrid, findRow, type RenderedApp, renderApp } from "../../test/render-app";
import { watches } from "../../ui/storage/watches";
import { clearNotifications } from "./notification-list";

const RENDERING = 5;

/** Two tasks of the farm that are rendering. */
function twoRendering(app: RenderedApp) {
  const [one, other] = app.farm.farm.jobs.filter((job) => job.leaves.every((leaf) => leaf.status === RENDERING));
  if (!one || !other) throw new Error("fewer than two tasks are rendering");
  return { id: one.id, scene: one.sceneName, otherId: other.id };
}
const refresh = (app: RenderedApp) => app.user.click(screen.getByRole("button", { name: "Refresh" }));
const toasts = () => [...(document.querySelector("[aria-label=Messages]")?.children ?? [])];

beforeEach(() => {
  watches.set({ ids: [], mine: false });
  clearNotifications();
});

describe("a watched task", () => {
  it("is announced once when it ends, in a toast and in the list, unlike other tasks", async () => {
    const app = await renderApp();
    const { id, scene, otherId } = twoRendering(app);
    const row = await findRow(scene);
    await app.user.click(within(row).getByRole("button", { name: `Actions for ${scene}` }));
    await app.user.click(await screen.findByRole("menuitem", { name: "Watch this task" }));
    app.farm.read("stopTask", { taskParam: [id, otherId] });
    await refresh(app);
    await waitFor(() => expect(toasts()).toHaveLength(1));
    expect(toasts()[0]).toHaveTextContent(`Stopped ${scene}`);
    const requestsBefore = app.requestCount("getTaskList");
    await refresh(app);
    await waitFor(() => expect(app.requestCount("getTaskList")).toBe(requestsBefore + 1));
    expect(toasts()).toHaveLength(1);

    await app.user.click(screen.getByRole("button", { name: "1 unread notification" }));
    const list = await screen.findByRole("dialog");
    expect(within(list).getAllByRole("listitem")).toHaveLength(1);
    await app.user.click(within(list).getByRole("button", { name: "Clear list" }));
    expect(within(list).queryByRole("listitem")).not.toBeInTheDocument();
    expect(list).toHaveTextContent("Watch a task from its menu");
  });

  it("is announced with others that end at once where the browser refuses to construct notifications", async () => {
    class RefusedNotification {
      static readonly permission = "granted";
      constructor() {
        throw new TypeError("Illegal constructor");
      }
    }
    const before = Reflect.get(globalThis, "Notification");
    vi.stubGlobal("Notification", RefusedNotification);
    onTestFinished(() => {
      vi.stubGlobal("Notification", before);
    });
    const app = await renderApp({ farm: { tasks: 40 } });
    await findGrid();
    const rendering = app.farm.farm.jobs.filter((job) => job.leaves.every((leaf) => leaf.status === RENDERING));
    const ids = rendering.slice(0, 3).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    watches.set({ ids, mine: false });
    app.farm.read("stopTask", { taskParam: ids });
    await refresh(app);
    await waitFor(() => expect(toasts()).toHaveLength(3));
    expect(screen.getByRole("button", { name: "3 unread notifications" })).toBeInTheDocument();
  });

  it("is announced on pages without tasks", async () => {
    const app = await renderApp();
    const { id, scene } = twoRendering(app);
    await findRow(scene);
    watches.set({ ids: [id], mine: false });
    await app.user.click(screen.getByRole("link", { name: "Envs" }));
    await screen.findByRole("heading", { level: 1, name: "Environments" });
    app.farm.read("stopTask", { taskParam: [id] });
    await app.user.click(screen.getByRole("link", { name: "Settings" }));
    window.dispatchEvent(new Event("visibilitychange"));
    await waitFor(() => expect(toasts()).toHaveLength(1));
    expect(toasts()[0]).toHaveTextContent(`Stopped ${scene}`);
  });
});
