import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { inspectTask } from "../../../mocks/farm/farm";
import { findRow, type RenderedApp, renderApp } from "../../test/render-app";

const RUNNING = "tvc_s320_sh0530_fx_v001.ma";
const FAILED = "robot_s040_sh0110_fx_v003.ma";

/** Opens the menu of a row and clicks an action; resolves with its dialog. */
async function choose({ user }: RenderedApp, name: string, action: string | RegExp): Promise<HTMLElement> {
  await user.click(within(await findRow(name)).getByRole("button", { name: /^Actions for / }));
  await user.click(await screen.findByRole("menuitem", { name: action }));
  return screen.findByRole("dialog");
}
const confirm = async ({ user }: RenderedApp, dialog: HTMLElement, name: string) => {
  const button = within(dialog).getByRole("button", { name });
  await waitFor(() => expect(button).toBeEnabled());
  await user.click(button);
};
const statuses = (app: RenderedApp, id: number) => inspectTask(app.farm.farm, id).map(({ status }) => status);
const idOf = async (name: string) => Number((await findRow(name)).dataset["row"]);

describe("stopping a task", () => {
  it("is confirmed, sent once, and its row shows the new status", async () => {
    const app = await renderApp();
    const id = await idOf(RUNNING);
    expect(statuses(app, id)).toEqual([5]);
    const dialog = await choose(app, RUNNING, "Stop");
    expect(dialog).toHaveTextContent("Stop 1 task?");
    expect(app.requestCount("stopTask")).toBe(0);
    await confirm(app, dialog, "Stop 1 task");

    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(within(await findRow(RUNNING)).getByText("Stopped")).toBeVisible();
    expect(await screen.findByText("1 task stopped")).toBeVisible();
    expect(statuses(app, id)).toEqual([10]);
    expect(app.farm.farm.requestLog.filter(({ name }) => name === "stopTask").map(({ body }) => body)).toEqual([
      { taskParam: [id] },
    ]);
  });

  it("is not sent when the dialog is cancelled", async () => {
    const app = await renderApp();
    const dialog = await choose(app, RUNNING, "Stop");
    await app.user.click(within(dialog).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(app.requestCount("stopTask")).toBe(0);
    expect(statuses(app, await idOf(RUNNING))).toEqual([5]);
  });

  it("shows Stopping in the row until the farm has answered", async () => {
    const app = await renderApp();
    const dialog = await choose(app, RUNNING, "Stop");
    app.faults.set("stopTask", { kind: "hang" });
    await confirm(app, dialog, "Stop 1 task");
    expect(await within(await findRow(RUNNING)).findByText("Stopping…")).toBeVisible();
    // While it waits, the dialog can neither send it again nor close.
    expect(within(dialog).getByRole("button", { name: "Cancel" })).toBeDisabled();
    await app.user.keyboard("{Escape}");
    expect(dialog).toBeVisible();
  });

  it("is sent for the selected tasks that can be stopped, and names the excluded ones with the reason", async () => {
    const app = await renderApp();
    for (const name of [RUNNING, "衣帽间.max"]) await app.user.click(within(await findRow(name)).getByRole("checkbox"));
    await app.user.click(await screen.findByRole("button", { name: "Stop 1" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent("1 selected task is not included: Finished (1)");
    await confirm(app, dialog, "Stop 1 task");
    await waitFor(() => expect(app.requestCount("stopTask")).toBe(1));
  });
});

describe("the other actions", () => {
  it("start a stopped task", async () => {
    const app = await renderApp();
    const dialog = await choose(app, "3d66.com_593362_2018.max", /^Start ≈ ¥\d/);
    expect(await within(dialog).findByText(/6 frames × median ¥/)).toBeVisible();
    await confirm(app, dialog, "Start 1 task");
    await waitFor(() => expect(statuses(app, 19084)).toEqual([25, 5]));
    expect(await within(await findRow("3d66.com_593362_2018.max")).findByText("Rendering")).toBeVisible();
  });

  it("abandon a task", async () => {
    const app = await renderApp();
    const id = await idOf(RUNNING);
    await confirm(app, await choose(app, RUNNING, "Abandon…"), "Abandon 1 task");
    await waitFor(() => expect(statuses(app, id)).toEqual([35]));
    expect(await within(await findRow(RUNNING)).findByText("Abandoned")).toBeVisible();
  });

  it("delete a task and remove its row", async () => {
    const app = await renderApp();
    const row = await findRow("衣帽间.max");
    await confirm(app, await choose(app, "衣帽间.max", "Delete…"), "Delete 1 task");
    await waitFor(() => expect(row).not.toBeInTheDocument());
    expect(inspectTask(app.farm.farm, 18278).map(({ deleted }) => deleted)).toEqual([true, true]);
    expect(screen.getByText("11 tasks")).toBeVisible();
  });

  it("rerender only the failed frames, and show the price first", async () => {
    const app = await renderApp({ farm: { tasks: 22 }, url: "/tasks?q=robot_s040" });
    const id = await idOf(FAILED);
    const before = app.farm.leaf(id);
    expect(before).toMatchObject({ failed: 12, done: 188 });
    const dialog = await choose(app, FAILED, /^Rerender 12 failed frames ≈ ¥\d/);
    expect(dialog).toHaveTextContent("Rerender 12 failed frames of 1 task?");
    expect(await within(dialog).findByText(/12 frames × median ¥/)).toBeVisible();
    expect(await within(dialog).findByText(/Balance with coupon: ¥/)).toBeVisible();
    await confirm(app, dialog, "Rerender 12 failed frames");
    await waitFor(() => expect(app.farm.leaf(id)).toMatchObject({ failed: 0, done: 188 }));
    expect(app.farm.leaf(id).frames.filter(({ resubmits }) => resubmits > 0)).toHaveLength(12);
    expect(app.requestCount("restartFailedFrames")).toBe(1);
  });
});

describe("an action of several requests", () => {
  it.each([
    [
      "is refused",
      { kind: "refuse", code: 403 },
      /^100 accepted, 100 refused: no permission, (\d+) not sent/,
      "Only what was accepted is changed.",
    ],
    [
      "meets a fault of the farm",
      { kind: "refuse", code: 500 },
      /^100 accepted, 100 not known: internal error, (\d+) not sent/,
      "No confirmation from the farm.",
    ],
    [
      "loses the connection",
      { kind: "outage" },
      /^100 accepted, 100 not known: Renderdeck’s server does not respond, (\d+) not sent/,
      "No confirmation from the farm.",
    ],
  ] as const)("whose second one %s says what happened to all tasks", async (_, fault, headline, changed) => {
    const app = await renderApp({ farm: { tasks: 320 } });
    app.faults.set("deleteTask", fault, { after: 1 });
    await screen.findByText("320 tasks");
    await app.user.click(await screen.findByRole("checkbox", { name: /Select all/ }));
    await app.user.click(screen.getByRole("button", { name: /^Delete \d+…$/ }));
    const dialog = await screen.findByRole("dialog");
    const button = within(dialog).getByRole("button", { name: /^Delete \d+ tasks$/ });
    const count = Number(button.textContent?.match(/\d+/)?.[0]);
    expect(count).toBeGreaterThan(200);
    await confirm(app, dialog, `Delete ${count} tasks`);
    const alert = await within(dialog).findByRole("alert");
    expect(alert).toHaveTextContent(headline);
    expect(alert).toHaveTextContent(`${count - 200} not sent`);
    expect(alert).toHaveTextContent(changed);
    expect(alert).toHaveTextContent(`Request: Delete ${count} tasks.`);
    expect(within(dialog).getAllByText("Not sent")).toHaveLength(count - 200);
    expect(app.requestCount("deleteTask")).toBe(1);
  });
});

describe("an action whose effect comes later", () => {
  it("is accepted without an effect first, and done when the task is read again", async () => {
    const app = await renderApp();
    const dialog = await choose(app, RUNNING, "Stop");
    app.farm.farm.effectDelayMs = 4000;
    await confirm(app, dialog, "Stop 1 task");
    expect(await within(dialog).findByText("Accepted, not in effect yet")).toBeVisible();
    expect(within(dialog).getByRole("status")).toHaveTextContent("Looking again within 5 s.");
    expect(within(dialog).queryByRole("alert")).not.toBeInTheDocument();
    app.pass(5);
    expect(await within(dialog).findByText("Done", undefined, { timeout: 15_000 })).toBeVisible();
    expect(app.requestCount("stopTask")).toBe(1);
    expect(statuses(app, await idOf(RUNNING))).toEqual([10]);
  });
});

describe("a refusal with an action of its own", () => {
  const SPECIFIED = "3d66.com_593362_2018.max";

  it("for lack of balance shows the balance of now, refreshes it and leads to the account", async () => {
    const app = await renderApp();
    const dialog = await choose(app, SPECIFIED, /^Start ≈ ¥\d/);
    Object.assign(app.farm.farm.wallets.account, { couponCents: 0, balanceCents: 0 });
    await confirm(app, dialog, "Start 1 task");
    const alert = await within(dialog).findByRole("alert");
    expect(alert).toHaveTextContent("the balance is not enough (code 507)");
    expect(alert).toHaveTextContent("Nothing was changed.");
    expect(await within(alert).findByText("Balance with coupon now: ¥0.00")).toBeVisible();
    app.farm.farm.wallets.account.balanceCents = 12_300;
    await app.user.click(within(alert).getByRole("button", { name: "Refresh the balance" }));
    expect(await within(alert).findByText("Balance with coupon now: ¥123.00")).toBeVisible();
    await app.user.click(within(alert).getByRole("link", { name: "Account and balance" }));
    expect(await screen.findByRole("heading", { name: "Account", level: 2 })).toBeVisible();
  });

  it("for a pass that has not finished shows that pass and leads to it", async () => {
    const app = await renderApp();
    const dialog = await choose(app, SPECIFIED, /^Start ≈ ¥\d/);
    app.farm.code("restartFrame", { taskId: 19087, selectAll: 1 });
    await confirm(app, dialog, "Start 1 task");
    const alert = await within(dialog).findByRole("alert");
    expect(alert).toHaveTextContent("it must wait for the photon or main pass (code 710)");
    const passes = await within(alert).findByRole("list", { name: "Passes that are waited for" });
    const link = within(passes).getByRole("link");
    expect(link).toHaveAttribute("href", "/tasks/19087");
    expect(passes).toHaveTextContent("Rendering");
  });
});

describe("an action that fails", () => {
  it("shows the refusal of the farm, and that nothing was changed", async () => {
    const app = await renderApp();
    app.faults.set("stopTask", { kind: "refuse", code: 605 });
    const dialog = await choose(app, RUNNING, "Stop");
    await confirm(app, dialog, "Stop 1 task");
    const alert = await within(dialog).findByRole("alert");
    expect(alert).toHaveTextContent("not enough permissions (code 605)");
    expect(alert).toHaveTextContent("Nothing was changed.");
    expect(within(dialog).getByText("Not done")).toBeVisible();
    expect(statuses(app, await idOf(RUNNING))).toEqual([5]);
    await app.user.keyboard("{Escape}");
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
  });

  it("without a response is sent once, and is done when the task that was read back shows it", async () => {
    const app = await renderApp();
    app.faults.set("stopTask", { kind: "outage", after: true });
    const dialog = await choose(app, RUNNING, "Stop");
    await confirm(app, dialog, "Stop 1 task");
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("No confirmation from the farm");
    expect(within(dialog).getByText("Done")).toBeVisible();
    expect(app.requestCount("stopTask")).toBe(1);
    expect(statuses(app, await idOf(RUNNING))).toEqual([10]);
  });

  it("without a response or an effect is unknown, and is not sent again", async () => {
    const app = await renderApp();
    app.faults.set("stopTask", { kind: "outage" });
    const dialog = await choose(app, RUNNING, "Stop");
    await confirm(app, dialog, "Stop 1 task");
    expect(await within(dialog).findByText("Unknown")).toBeVisible();
    expect(app.requestCount("stopTask")).toBe(0);
    expect(statuses(app, await idOf(RUNNING))).toEqual([5]);
  });

  it("without an effect is shown as accepted", async () => {
    const app = await renderApp();
    const dialog = await choose(app, RUNNING, "Stop");
    const button = within(dialog).getByRole("button", { name: "Stop 1 task" });
    await waitFor(() => expect(button).toBeEnabled());
    // From here on every read fails.
    for (const name of ["queryTaskInfo", "getTaskList"] as const) app.faults.set(name, { kind: "badGateway" });
    await confirm(app, dialog, "Stop 1 task");
    expect(await within(dialog).findByText("Accepted, not in effect yet")).toBeVisible();
    expect(app.requestCount("stopTask")).toBe(1);
  });
});

describe("data older than a minute", () => {
  it("cannot be acted on before it is read again", async () => {
    const app = await renderApp();
    await findRow(RUNNING);
    app.pass(120);
    app.faults.set("queryTaskInfo", { kind: "badGateway" });
    const dialog = await choose(app, RUNNING, "Stop");
    expect(await within(dialog).findByText(/The data is 2m/)).toHaveTextContent(
      "Actions need data less than a minute old",
    );
    expect(within(dialog).getByRole("button", { name: "Stop 1 task" })).toBeDisabled();

    app.faults.clear();
    await app.user.click(within(dialog).getByRole("button", { name: "Check again" }));
    await confirm(app, dialog, "Stop 1 task");
    await waitFor(() => expect(app.requestCount("stopTask")).toBe(1));
  });
});
