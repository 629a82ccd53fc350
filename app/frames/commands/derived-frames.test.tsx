/** Frames that the farm makes from others are in no rerender: counts, price and request are about the other frames. */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { inspectTask } from "../../../mocks/farm/farm";
import { testFarm } from "../../../mocks/farm/test-farm";
import { setFrameStates } from "../../test/frame-states";
import { type RenderedApp, renderApp } from "../../test/render-app";

const farmOptions = { tasks: 40 };
const tiled = [...testFarm(farmOptions).farm.leavesById.values()].find(
  ({ plan, job }) => plan.kind === "tiles" && !job.isShell,
);
if (!tiled) throw new Error("The farm has no tiled task");
const { id, firstFrameId, plan } = tiled;
const COMPOSITE = plan.count - 1;
const [DONE, FAILED] = [4, 5];

/** All frames are done, except these, which failed. */
const open = (...failed: readonly number[]) =>
  renderApp({
    url: `/tasks/${id}`,
    farm: farmOptions,
    prepare: (_, farm) =>
      setFrameStates(
        farm,
        id,
        Array.from({ length: plan.count }, (_unused, index) => (failed.includes(index) ? FAILED : DONE)),
      ),
  });

const bodies = ({ farm: { farm } }: RenderedApp, name: string) =>
  farm.requestLog.filter((entry) => entry.name === name).map(({ body }) => body);

async function confirm(app: RenderedApp, dialog: HTMLElement, name: RegExp) {
  const button = within(dialog).getByRole("button", { name });
  await waitFor(() => expect(button).toBeEnabled());
  await app.user.click(button);
}

describe("a failed composite", () => {
  it("is not counted, priced or sent with the failed tiles", async () => {
    const app = await open(0, 2, COMPOSITE);
    await app.user.click(await screen.findByRole("button", { name: /^Rerender 2 failed frames/ }));
    const dialog = await screen.findByRole("dialog", { name: "Rerender 2 failed frames?" });
    expect(dialog).toHaveTextContent("1 frame is not included: a composite or master");
    expect(dialog).toHaveTextContent(/2 frames × median/);
    expect(dialog).not.toHaveTextContent("not loaded yet");
    await confirm(app, dialog, /^Rerender/);
    await waitFor(() => expect(app.requestCount("restartFrame")).toBe(1));
    expect(bodies(app, "restartFrame")).toEqual([{ taskId: id, selectAll: 0, ids: [firstFrameId, firstFrameId + 2] }]);
    expect(app.requestCount("restartFailedFrames")).toBe(0);
    const [task] = inspectTask(app.farm.farm, id);
    expect(task?.frames[COMPOSITE]).toMatchObject({ status: FAILED, resubmits: 0 });
  });

  it("alone offers no rerender of failed frames", async () => {
    await open(COMPOSITE);
    await screen.findByRole("treegrid", { name: "Frames" });
    expect(screen.queryByRole("button", { name: /^Rerender/ })).not.toBeInTheDocument();
  });
});

describe("all frames of a task with a composite", () => {
  it("are named by id without it", async () => {
    const app = await open();
    await app.user.click(await screen.findByRole("button", { name: "More" }));
    await app.user.click(await screen.findByRole("menuitem", { name: `Rerender all ${COMPOSITE} frames…` }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent(`${COMPOSITE} frames have ended (${COMPOSITE} finished)`);
    expect(dialog).toHaveTextContent("1 frame is not included: a composite or master");
    await app.user.click(within(dialog).getByRole("checkbox"));
    await confirm(app, dialog, /^Rerender/);
    await waitFor(() => expect(app.requestCount("restartFrame")).toBe(1));
    const ids = Array.from({ length: COMPOSITE }, (_, index) => firstFrameId + index);
    expect(bodies(app, "restartFrame")).toEqual([{ taskId: id, selectAll: 0, ids }]);
  });
});
