/** A hanging frame is stopped and rendered again with one confirmation: two writes in order, and the result of each. */
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { testFarm } from "../../../mocks/farm/test-farm";
import type { Faults } from "../../../mocks/faults";
import { refusedStates } from "../../queries/frames/refused-states";
import { hangFrame } from "../../test/hang-frame";
import { renderApp } from "../../test/render-app";

const farmOptions = { tasks: 40 };
const job = testFarm(farmOptions).farm.jobs.find(
  ({ sceneName }) => sceneName === "dragon_s010_sh0200_lighting_v012.ma",
);
if (!job) throw new Error("The farm has no such task");
const taskId = job.id;

beforeEach(() => refusedStates.set(new Map()));

async function open(prepare: (faults: Faults) => void = () => undefined) {
  let hung = { id: 0, name: "" };
  const app = await renderApp({
    url: `/tasks/${taskId}?status=hung`,
    dialect: "current",
    farm: farmOptions,
    prepare: (faults, farm) => {
      hung = hangFrame(farm, taskId);
      prepare(faults);
    },
  });
  const actions = { name: `Actions for frame ${hung.name}` };
  await app.user.click(await screen.findByRole("button", actions, { timeout: 10_000 }));
  const writes = () =>
    app.farm.farm.requestLog.flatMap(({ name, body }) =>
      name === "stopTaskFrames" || name === "restartFrame" ? [{ name, body }] : [],
    );
  return { app, hung, menu: await screen.findByRole("menu"), writes };
}

type Opened = Awaited<ReturnType<typeof open>>;

async function confirm({ app, menu }: Opened) {
  await app.user.click(within(menu).getByRole("menuitem", { name: /^Stop and rerender ≈ ¥[\d.]+/ }));
  const dialog = await screen.findByRole("dialog");
  const button = within(dialog).getByRole("button", { name: "Stop and rerender" });
  await waitFor(() => expect(button).toBeEnabled());
  await app.user.click(button);
  return dialog;
}

it("offers the narrowest act first", async () => {
  const { menu } = await open();
  const entries = within(menu).getAllByRole("menuitem");
  expect(entries.map(({ textContent }) => textContent?.replace(/ ≈.*/, ""))).toEqual([
    "Open logl",
    "Stop this frame…",
    "Stop and rerender",
    "Copy frame number",
    expect.stringMatching(/^Show only node 10\./),
  ]);
});

it("stops the frame, then rerenders it, and keeps it in view", async () => {
  const opened = await open();
  const { hung, writes } = opened;
  const dialog = await confirm(opened);
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  expect(screen.getByText(`Frame ${hung.name} stopped and rerendering`)).toBeVisible();
  expect(writes()).toEqual([
    { name: "stopTaskFrames", body: { taskId, selectAll: 0, ids: [hung.id] } },
    { name: "restartFrame", body: expect.objectContaining({ selectAll: 0, ids: [hung.id] }) },
  ]);
  // It does not hang any more, and the filter hides it no less.
  const bar = await screen.findByRole("region", { name: "Frames of the last command" });
  opened.app.pass(1);
  await opened.app.user.click(screen.getByRole("button", { name: "Refresh" }));
  await waitFor(() => expect(bar).toHaveTextContent(/1 rerendered:.*1 (Waiting|Rendering)/));
  expect(screen.getByRole("row", { name: `Frame ${hung.name}` })).toBeVisible();
  await opened.app.user.click(within(bar).getByRole("button", { name: "Stop watching these frames" }));
  await waitFor(() => expect(screen.queryByRole("row", { name: `Frame ${hung.name}` })).not.toBeInTheDocument());
});

it("sends no rerender after a refused stop", async () => {
  const opened = await open((faults) => faults.set("stopTaskFrames", { kind: "refuse", code: 600 }));
  const dialog = await confirm(opened);
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("Nothing was changed");
  expect(dialog).toHaveTextContent("Stop: refused.");
  expect(dialog).toHaveTextContent("Rerender: not sent.");
  expect(opened.writes().map(({ name }) => name)).not.toContain("restartFrame");
});

it("sends no rerender when the farm did not confirm the stop", async () => {
  const opened = await open((faults) => faults.set("stopTaskFrames", { kind: "outage", after: true }));
  const dialog = await confirm(opened);
  expect(await within(dialog).findByText(/Stop: no confirmation from the farm\./)).toBeVisible();
  expect(dialog).toHaveTextContent("Rerender: not sent.");
  expect(opened.writes().map(({ name }) => name)).toEqual(["stopTaskFrames"]);
});

it("waits for a late stop, and rerenders nothing when the user decides otherwise", async () => {
  const opened = await open((faults) => faults.set("stopTaskFrames", { kind: "lateEffect", ms: 3_600_000 }));
  const dialog = await confirm(opened);
  expect(await within(dialog).findByText(/Not reported as stopped yet; checking again in 5 s/)).toBeVisible();
  await opened.app.user.click(within(dialog).getByRole("button", { name: "Do not rerender" }));
  expect(await within(dialog).findByText(/1 frame is not reported as stopped; not rerendered\./)).toBeVisible();
  expect(dialog).toHaveTextContent("Rerender: not sent.");
  expect(opened.writes().map(({ name }) => name)).not.toContain("restartFrame");
});

it("says that the frame stays stopped when the farm refuses the rerender", async () => {
  const opened = await open((faults) => faults.set("restartFrame", { kind: "refuse", code: 507 }));
  const dialog = await confirm(opened);
  expect(await within(dialog).findByText(/Rerender: refused\. The frames stay stopped\./)).toBeVisible();
  expect(dialog).toHaveTextContent("Stop: accepted. 1 frame stopped.");
});
