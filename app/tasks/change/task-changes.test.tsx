import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { currentOperationNames } from "../../protocol/endpoints";
import { findRow, type RenderedApp, type RenderOptions, renderApp } from "../../test/render-app";

const RUNNING = "tvc_s320_sh0530_fx_v001.ma";
const LAYERED = "3d66.com_593362_2018.max";
const TESTED = "别墅外立面_黄昏_v010.max";

const today = (options: RenderOptions = {}) => renderApp({ dialect: "current", ...options });
/** Opens the menu of a row. */
async function openMenu({ user }: RenderedApp, name: string): Promise<HTMLElement> {
  await user.click(within(await findRow(name)).getByRole("button", { name: /^Actions for / }));
  return screen.findByRole("menu");
}
async function choose(app: RenderedApp, name: string, entry: string | RegExp): Promise<HTMLElement> {
  await app.user.click(await within(await openMenu(app, name)).findByRole("menuitem", { name: entry }));
  return screen.findByRole("dialog");
}
async function press(app: RenderedApp, dialog: HTMLElement, name: string) {
  const button = within(dialog).getByRole("button", { name });
  await waitFor(() => expect(button).toBeEnabled());
  await app.user.click(button);
}
const bodies = (app: RenderedApp, name: string) =>
  app.farm.farm.requestLog.filter((entry) => entry.name === name).map(({ body }) => body);
const idOf = async (name: string) => Number((await findRow(name)).dataset["row"]);

describe("a farm of 2018", () => {
  it("shows none of it and receives no request for it", async () => {
    const app = await renderApp({ farm: { tasks: 22 }, url: `/tasks?q=${encodeURIComponent(TESTED)}` });
    const entries = within(await openMenu(app, TESTED))
      .getAllByRole("menuitem")
      .map(({ textContent }) => textContent);
    for (const entry of ["Approve test frames…", "Change…", "Output files…"])
      expect(entries.filter((text) => text?.startsWith(entry))).toEqual([]);
    expect(entries).toContainEqual(expect.stringMatching(/^Abandon…/));
    await app.user.keyboard("{Escape}");
    await app.user.click(screen.getByRole("button", { name: "More" }));
    await screen.findByRole("menuitem", { name: "Columns…" });
    expect(screen.queryByRole("menuitem", { name: "Deleted tasks…" })).not.toBeInTheDocument();
    expect(currentOperationNames.filter((name) => app.requestCount(name) > 0)).toEqual([]);
  });
});

describe("test frames", () => {
  it("are approved after their price is shown, and the task renders on", async () => {
    const app = await today({ farm: { tasks: 22 }, url: `/tasks?q=${encodeURIComponent(TESTED)}` });
    const id = await idOf(TESTED);
    const dialog = await choose(app, TESTED, /^Approve test frames… ≈ ¥\d/);
    expect(dialog).toHaveTextContent("Approve the test frames of 1 task?");
    expect(await within(dialog).findByText(/37 frames × median ¥\d\.\d\d of 3 finished frames/)).toBeVisible();
    expect(dialog).toHaveTextContent(/Cost so far ¥0\.\d\d; the whole task about ¥\d\.\d\d–¥\d\.\d\d/);
    await press(app, dialog, "Render the rest of 1 task");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(bodies(app, "fullSpeedRendering")).toEqual([{ taskIds: [id] }]);
    expect(within(await findRow(TESTED)).queryByText("Tests finished")).not.toBeInTheDocument();
    expect(app.farm.leaf(id).status).toBe(5);
  });
});

describe("changing tasks", () => {
  it("shows old and new, sends the differences, and changes the farm", async () => {
    const app = await today();
    const id = await idOf(RUNNING);
    const dialog = await choose(app, RUNNING, "Change…");
    expect(await within(dialog).findByText("Now 24 h")).toBeVisible();
    expect(within(dialog).getByRole("button", { name: "Change" })).toBeDisabled();
    await app.user.type(within(dialog).getByLabelText("Hours"), "12");
    await app.user.type(within(dialog).getByLabelText("Minutes"), "30");
    await app.user.type(within(dialog).getByLabelText("Add tags"), "urgent, client");
    await app.user.click(await within(dialog).findByLabelText(/^CPU · 28C · 128GB/));
    const review = within(dialog).getByRole("list", { name: "Changes to send" });
    expect(review).toHaveTextContent("24 h → 12 h 30 min");
    expect(review).toHaveTextContent("CPU · Default · 64GB → CPU · 28C · 128GB");
    await press(app, dialog, "Change 1 task");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(await screen.findByText("1 task changed")).toBeVisible();
    expect(bodies(app, "setTaskOverTimeStop")).toEqual([{ taskIds: [id], overTime: 45_000 }]);
    expect(bodies(app, "addTaskLabel")).toEqual([
      { label: "urgent", taskIds: [id] },
      { label: "client", taskIds: [id] },
    ]);
    expect(app.farm.farm.hardware.get(id)).toBe(303);

    // The panel lists the tags apart from the project.
    await app.user.click(within(await openMenu(app, RUNNING)).getByRole("menuitem", { name: "Details" }));
    const panel = await screen.findByRole("complementary", { name: "Task details" });
    expect(await within(panel).findByText("urgent, client")).toBeVisible();
  });

  it("sends one request per task for the priority", async () => {
    const app = await today();
    const names = [RUNNING, LAYERED];
    const ids = await Promise.all(names.map(idOf));
    for (const name of names) await app.user.click(within(await findRow(name)).getByRole("checkbox"));
    await app.user.click(await screen.findByRole("button", { name: "Change 2…" }));
    const dialog = await screen.findByRole("dialog");
    await app.user.click(await within(dialog).findByLabelText("High (60)"));
    const differing = ids.filter((id) => app.farm.farm.jobsById.get(id)?.userLevel !== 60);
    expect(differing.length).toBeGreaterThan(0);
    await press(app, dialog, `Change ${differing.length} task${differing.length > 1 ? "s" : ""}`);
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(bodies(app, "updateTaskUserLevel")).toEqual(differing.map((taskId) => ({ taskId, taskUserLevel: 60 })));
    expect(ids.map((id) => app.farm.farm.jobsById.get(id)?.userLevel)).toEqual([60, 60]);
  });

  it("sets the number of machines of each layer within its bounds, and takes it back", async () => {
    const app = await today();
    const id = await idOf(LAYERED);
    const leaves = app.farm.farm.jobsById.get(id)?.leaves ?? [];
    for (const leaf of leaves) leaf.machineLimit = 200;
    await app.user.click(screen.getByRole("button", { name: "Refresh" }));
    const dialog = await choose(app, LAYERED, "Change…");
    expect(await within(dialog).findByText("Now 200 machines")).toBeVisible();
    const field = within(dialog).getByLabelText("Machines");
    await app.user.type(field, "1001");
    expect(await within(dialog).findByText("From 1 to 1,000, in whole machines")).toBeVisible();
    await app.user.clear(field);
    await app.user.type(field, "12");
    expect(within(dialog).getByRole("list", { name: "Changes to send" })).toHaveTextContent(
      "200 machines → 12 machines",
    );
    await press(app, dialog, "Change 1 task");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    const requests = leaves.map((leaf) => ({ taskId: leaf.id, taskLimit: 12 }));
    expect(bodies(app, "updateTaskLimit")).toEqual(requests);
    await app.user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(leaves.map(({ machineLimit }) => machineLimit)).toEqual(leaves.map(() => 200)));
  });

  it("removes a tag", async () => {
    const app = await today();
    const id = await idOf(RUNNING);
    app.farm.farm.leavesById.get(id)?.tags.set("urgent", 7001);
    await app.user.click(screen.getByRole("button", { name: "Refresh" }));
    const dialog = await choose(app, RUNNING, "Change…");
    await app.user.click(await within(dialog).findByRole("checkbox", { name: "urgent" }));
    await press(app, dialog, "Change 1 task");
    await waitFor(() => expect(app.farm.farm.leavesById.get(id)?.tags.size).toBe(0));
    expect(bodies(app, "deleteTaskLabel")).toEqual([{ labelNames: ["urgent"], taskIds: [id] }]);
  });

  it("shows the refused and the finished changes of each task", async () => {
    const app = await today();
    app.faults.set("setTaskOverTimeStop", { kind: "refuse", code: 600 });
    const dialog = await choose(app, RUNNING, "Change…");
    await app.user.type(await within(dialog).findByLabelText("Hours"), "2");
    await app.user.type(within(dialog).getByLabelText("Add tags"), "urgent");
    await press(app, dialog, "Change 1 task");
    expect(await within(dialog).findByText("Not done")).toBeVisible();
    expect(within(dialog).getByRole("alert")).toHaveTextContent("invalid parameter (code 600)");
    // A refused change does not prevent the others.
    expect(within(dialog).getByText("Done")).toBeVisible();
    expect(within(dialog).getByText("24 h")).toBeVisible();
  });

  it("whose effect comes later are accepted first, and done when the task is read again", async () => {
    const app = await today();
    const id = await idOf(RUNNING);
    const dialog = await choose(app, RUNNING, "Change…");
    await app.user.type(await within(dialog).findByLabelText("Hours"), "2");
    await app.user.click(await within(dialog).findByLabelText(/^CPU · 28C · 128GB/));
    app.farm.farm.effectDelayMs = 4000;
    await press(app, dialog, "Change 1 task");
    expect(await within(dialog).findAllByText("Accepted, not in effect yet")).toHaveLength(2);
    expect(within(dialog).getByRole("status")).toHaveTextContent("Looking again within 5 s.");
    app.pass(5);
    expect(await within(dialog).findAllByText("Done", undefined, { timeout: 15_000 })).toHaveLength(2);
    expect(within(dialog).queryByRole("status")).not.toBeInTheDocument();
    expect(within(dialog).getByText("2 h")).toBeVisible();
    expect(bodies(app, "setTaskOverTimeStop")).toEqual([{ taskIds: [id], overTime: 7200 }]);
    expect(bodies(app, "editTaskHardwareConfig")).toHaveLength(1);
  });

  it("rejects a limit out of bounds", async () => {
    const app = await today();
    const dialog = await choose(app, RUNNING, "Change…");
    await app.user.type(await within(dialog).findByLabelText("Hours"), "721");
    expect(within(dialog).getByRole("alert")).toHaveTextContent("From 1 minute to 720 hours");
    expect(within(dialog).getByRole("button", { name: "Change" })).toBeDisabled();
  });
});

describe("output files", () => {
  it("of a layered task are listed by layer, with sizes and the path to the root", async () => {
    const app = await today();
    const dialog = await choose(app, LAYERED, "Output files…");
    expect(await within(dialog).findByText(/^\d+ files?, [\d.]+ [MG]B$/)).toBeVisible();
    await app.user.click(within(dialog).getByRole("button", { name: "All output" }));
    const folders = await within(dialog).findAllByRole("button", { name: /\/$/ });
    expect(folders.length).toBeGreaterThan(3);
    await app.user.type(within(dialog).getByRole("searchbox"), "nowhere");
    expect(within(dialog).getByText("No file or folder matches “nowhere”.")).toBeVisible();
    expect(bodies(app, "getOutputUserDirFile")).toHaveLength(2);
  });
});

describe("deleted tasks", () => {
  it("are listed and searched", async () => {
    const app = await today({
      prepare: (_faults, farm) => void farm.code("deleteTask", { taskParam: [18278] }),
    });
    await findRow(RUNNING);
    await app.user.click(screen.getByRole("button", { name: "More" }));
    await app.user.click(await screen.findByRole("menuitem", { name: "Deleted tasks…" }));
    const table = await screen.findByRole("table", { name: "Deleted tasks" });
    expect(within(table).getByRole("rowheader", { name: /衣帽间\.max/ })).toBeVisible();
    await app.user.type(within(screen.getByRole("dialog")).getByRole("searchbox"), "nowhere");
    expect(screen.getByText("No loaded task matches “nowhere”.")).toBeVisible();
  });
});

const filtered = (app: RenderedApp) =>
  bodies(app, "getTaskList").filter((body) => typeof body === "object" && body !== null && "searchKeyword" in body);

describe("a history that is still loading", () => {
  it("loads matching tasks first", async () => {
    const app = await today({
      farm: { tasks: 450 },
      url: "/tasks?q=衣帽间.max&status=finished",
      prepare: (faults) => faults.set("getTaskList", { kind: "latency", ms: 100 }),
    });
    expect(await findRow("衣帽间.max")).toBeVisible();
    await waitFor(() => expect(screen.queryByText(/Loading the task history/)).not.toBeInTheDocument());
    expect(filtered(app)).toEqual([{ pageNum: 1, pageSize: 100, statusList: [25], searchKeyword: "衣帽间.max" }]);
  });

  it("is loaded page by page from a farm of 2018", async () => {
    const old = await renderApp({
      farm: { tasks: 450 },
      url: "/tasks?q=衣帽间.max",
      prepare: (faults) => faults.set("getTaskList", { kind: "latency", ms: 100 }),
    });
    await findRow("衣帽间.max");
    expect(filtered(old)).toEqual([]);
  });
});

// Last in the file: a refusal lasts for the session, which all tests of a file share.
describe("an operation that the farm refuses to the account", () => {
  it("has a disabled control with the reason", async () => {
    const app = await today({ farm: { tasks: 22 }, url: `/tasks?q=${encodeURIComponent(TESTED)}` });
    app.faults.set("fullSpeedRendering", { kind: "refuse", code: 605 });
    const dialog = await choose(app, TESTED, /^Approve test frames… ≈ ¥\d/);
    await press(app, dialog, "Render the rest of 1 task");
    expect(await within(dialog).findByText("Not done")).toBeVisible();
    await app.user.keyboard("{Escape}");
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    const entry = within(await openMenu(app, TESTED)).getByRole("menuitem", { name: /^Approve test frames…/ });
    expect(entry).toBeDisabled();
    expect(entry).toHaveAttribute("title", "The farm rejected the request: not enough permissions (code 605).");
  });
});
