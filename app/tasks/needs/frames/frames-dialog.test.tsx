/** The acts on single frames from what needs a user: those that failed on one machine, and those that hang. */
import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { testFarm } from "../../../../mocks/farm/test-farm";
import type { Faults } from "../../../../mocks/faults";
import { refusedStates } from "../../../queries/frames/refused-states";
import { readFramesOfOneLeaf } from "../../../queries/tasks/page-frame-watch";
import { hangFrame } from "../../../test/hang-frame";
import { findGrid, renderApp } from "../../../test/render-app";

/** More than the farm has rendering leaves. */
const MOST_LEAVES = 24;
const farmOptions = { tasks: 40 };
const SCENE = "dragon_s010_sh0200_lighting_v012.ma";
const job = testFarm(farmOptions).farm.jobs.find(({ sceneName }) => sceneName === SCENE);
if (!job) throw new Error("The farm has no such task");
const taskId = job.id;

beforeEach(() => refusedStates.set(new Map()));

async function open(prepare: (faults: Faults) => void = () => undefined) {
  let hung = { id: 0, name: "" };
  const app = await renderApp({
    url: `/tasks?group=needsYou&q=${encodeURIComponent("dragon_s010_sh0200")}`,
    dialect: "current",
    farm: farmOptions,
    prepare: (faults, farm) => {
      hung = hangFrame(farm, taskId);
      prepare(faults);
    },
  });
  await findGrid();
  const panel = await screen.findByRole("region", { name: "What needs you" });
  const writes = () =>
    app.farm.farm.requestLog.flatMap(({ name, body }) =>
      name === "stopTaskFrames" || name === "restartFrame" ? [{ name, body }] : [],
    );
  return { app, hung, panel, writes };
}

/** Presses the button of an act and confirms its dialog. */
async function press({ app, panel }: Awaited<ReturnType<typeof open>>, name: RegExp) {
  await app.user.click(await within(panel).findByRole("button", { name }, { timeout: 5000 }));
  const dialog = await screen.findByRole("dialog");
  const confirm = await within(dialog).findByRole("button", { name: /^(Stop and rerender|Rerender) \d+ / });
  await waitFor(() => expect(confirm).toBeEnabled());
  return { dialog, confirm: () => app.user.click(confirm) };
}

/** Reads the frames of every rendering leaf, one after another, as a page without a server does. */
async function readFrames({ app }: Awaited<ReturnType<typeof open>>) {
  for (let leaf = 0; leaf < MOST_LEAVES; leaf += 1) await act(() => readFramesOfOneLeaf(app.client));
}

describe("frames that failed on one machine", () => {
  it("are rerendered alone, at the price of the button", async () => {
    const opened = await open();
    const { app, panel, writes } = opened;
    await app.user.click(within(panel).getByRole("radio", { name: "Node" }));
    const button = await within(panel).findByRole("button", { name: /^Rerender 1 failed frame\s*· ≈ ¥/ });
    const price = /¥[\d.]+/.exec(button.textContent ?? "")?.[0] ?? "";
    const { dialog, confirm } = await press(opened, /^Rerender 1 failed frame\s*· ≈ ¥/);
    expect(dialog).toHaveTextContent("Rerender 1 failed frame of 1 task?");
    expect(dialog).toHaveTextContent(`About ${price}`);
    await confirm();
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(screen.getByText("Rerendering 1 frame")).toBeVisible();
    expect(writes()).toEqual([{ name: "restartFrame", body: expect.objectContaining({ taskId, selectAll: 0 }) }]);
  });
});

describe("hung frames", () => {
  it("are stopped and rerendered with one confirmation", async () => {
    const opened = await open();
    await readFrames(opened);
    const { dialog, confirm } = await press(opened, /^Stop and rerender 1 hung frame/);
    expect(dialog).toHaveTextContent("Stop 1 hung frame of 1 task and rerender it?");
    expect(dialog).toHaveTextContent(/1 frame is rendering: .* of rendering is lost\./);
    await confirm();
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(screen.getByText("1 frame stopped and rerendering")).toBeVisible();
    const ids = [opened.hung.id];
    expect(opened.writes()).toEqual([
      { name: "stopTaskFrames", body: { taskId, selectAll: 0, ids } },
      { name: "restartFrame", body: expect.objectContaining({ selectAll: 0, ids }) },
    ]);
  });

  it("are not rerendered after a refused stop, and the dialog says so", async () => {
    const opened = await open((faults) => faults.set("stopTaskFrames", { kind: "refuse", code: 600 }));
    await readFrames(opened);
    const { dialog, confirm } = await press(opened, /^Stop and rerender 1 hung frame/);
    await confirm();
    expect(await within(dialog).findByText(/Stop: refused\./)).toHaveTextContent("Rerender: not sent.");
    expect(opened.writes().map(({ name }) => name)).not.toContain("restartFrame");
  });
});
