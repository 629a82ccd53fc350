/** The way from the frames of a task back to the list as it was. */
import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { taskColumns } from "./tasks/grid/task-columns";
import { deleteView, saveView, toggleDefault } from "./tasks/toolbar/change-views";
import { findGrid, renderApp, rowNames } from "./test/render-app";
import { defaultLayout } from "./ui/tree-grid/column-layout";

const LIST = "?status=failed&sort=scene";
const farm = { tasks: 40 };

/** Opens a list and the failed frames of its first task. */
async function openFrames() {
  const app = await renderApp({ url: `/tasks${LIST}`, farm });
  await findGrid();
  await waitFor(() => expect(rowNames().length).toBeGreaterThan(0));
  const name = rowNames()[0] ?? "";
  const row = screen.getByRole("row", { name });
  await app.user.click(within(row).getByTitle("Show failed frames"));
  return { ...app, name };
}
const findFrames = () => screen.findByRole("treegrid", { name: "Frames" });
const breadcrumb = () => within(screen.getByRole("main")).getByRole("link", { name: "Tasks" });
const expectList = async (name: string) => {
  await findGrid();
  expect(window.location.search).toBe(LIST);
  await waitFor(() => expect(document.activeElement).toHaveAttribute("aria-label", name));
};

describe("from the frames of a task", () => {
  it("the breadcrumb leads to the list with its search parameters and to the row that was left", async () => {
    const { user, name } = await openFrames();
    await findFrames();
    expect(breadcrumb()).toHaveAttribute("href", `/tasks${LIST}`);
    await user.click(breadcrumb());
    await expectList(name);
  });

  it("Escape drops the selection, then leads to the list", async () => {
    const { user, name } = await openFrames();
    const table = await findFrames();
    await waitFor(() => expect(table.querySelector("[role=row][tabindex='0']")).not.toBeNull());
    table.querySelector<HTMLElement>("[role=row][tabindex='0']")?.focus();
    await user.keyboard(" ");
    await waitFor(() => expect(table.querySelector("[aria-selected=true]")).not.toBeNull());
    await user.keyboard("{Escape}");
    await waitFor(() => expect(table.querySelector("[aria-selected=true]")).toBeNull());
    expect(table).toBeVisible();
    await user.keyboard("{Escape}");
    await expectList(name);
  });

  it("the browser's Back leads to the row that was left", async () => {
    const { name } = await openFrames();
    await findFrames();
    window.history.back();
    await expectList(name);
    expect(window.location.pathname).toBe("/tasks");
  });

  it("the list is known after a reload", async () => {
    const { unmount } = await openFrames();
    await findFrames();
    const { pathname, search } = window.location;
    unmount();
    await renderApp({ url: `${pathname}${search}`, farm });
    await findFrames();
    expect(breadcrumb()).toHaveAttribute("href", `/tasks${LIST}`);
  });

  it("a change of the list's search parameters counts", async () => {
    const { user } = await renderApp({ url: `/tasks${LIST}`, farm });
    await findGrid();
    await user.click(within(screen.getByRole("columnheader", { name: /^Cost/ })).getByRole("button"));
    await waitFor(() => expect(window.location.search).not.toContain("sort=scene"));
    const list = window.location.search;
    const [link] = await screen.findAllByTitle("Show failed frames");
    if (link) await user.click(link);
    await findFrames();
    expect(breadcrumb()).toHaveAttribute("href", `/tasks${list}`);
  });

  it.each([
    ["damaged", () => sessionStorage.setItem("renderdeck.list.1", "{not JSON"), "/tasks"],
    [
      "forbidden",
      () => {
        vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
          throw new DOMException("no storage", "SecurityError");
        });
      },
      "/tasks",
    ],
  ])("the link works when the stored list is %s", async (_, damage, href) => {
    damage();
    await renderApp({ url: "/tasks/999999999", farm });
    expect(await screen.findByRole("link", { name: "Go to Tasks" })).toHaveAttribute("href", href);
  });
});

/** The search parameters, as soon as they are these. */
const reachSearch = async (search: string) => {
  await waitFor(() => expect(window.location.search).toBe(search));
  return window.location.search;
};

describe("with a default view", () => {
  const VIEW = "?q=robot_s040&view=Robot";
  /** The view with its filter taken away: it is the same view, edited. */
  const EDITED = "?view=Robot";

  beforeEach(() => {
    saveView({ name: "Robot", search: { q: "robot_s040" }, columns: defaultLayout(taskColumns, []) });
    toggleDefault("Robot");
  });
  afterEach(() => deleteView("Robot"));

  /** Opens Tasks, takes the filter of the default view away, and opens the frames of a task. */
  async function openFromBareList() {
    const app = await renderApp({ url: "/tasks", farm });
    await reachSearch(VIEW);
    await app.user.clear(await screen.findByRole("searchbox"));
    await reachSearch(EDITED);
    const [link] = await screen.findAllByTitle("Show failed frames");
    if (link) await app.user.click(link);
    await findFrames();
    return app;
  }

  it("a bare address and the navigation open the view", async () => {
    const { user } = await renderApp({ url: "/tasks", farm });
    expect(await reachSearch(VIEW)).toBe(VIEW);
    await user.click(screen.getByRole("link", { name: "Settings" }));
    await screen.findByRole("heading", { level: 1, name: "Settings" });
    await user.click(screen.getByRole("link", { name: "Tasks" }));
    expect(await reachSearch(VIEW)).toBe(VIEW);
  });

  it("the breadcrumb leads back to a list without filters", async () => {
    const { user } = await openFromBareList();
    await user.click(breadcrumb());
    await findGrid();
    expect(window.location.search).toBe(EDITED);
  });

  it("Back leads to a list without filters", async () => {
    await openFromBareList();
    window.history.back();
    await findGrid();
    expect(window.location.search).toBe(EDITED);
  });

  it("the breadcrumb opens the view where no list was open", async () => {
    const { user } = await renderApp({ url: "/tasks/999999999", farm });
    await user.click(await screen.findByRole("link", { name: "Go to Tasks" }));
    expect(await reachSearch(VIEW)).toBe(VIEW);
  });
});
