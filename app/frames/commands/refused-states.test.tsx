/** Whether the farm renders stopped frames again is found out once: after a refusal they are not offered again. */
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { testFarm } from "../../../mocks/farm/test-farm";
import { refusedStates } from "../../queries/frames/refused-states";
import { setFrameStates } from "../../test/frame-states";
import { renderApp } from "../../test/render-app";

const farmOptions = { tasks: 40 };
const plain = [...testFarm(farmOptions).farm.leavesById.values()].find(
  ({ plan, job, status }) => plan.kind === "main" && !job.isShell && status === 30,
);
if (!plain) throw new Error("The farm has no such task");
const { id } = plain;
const [STOPPED, FAILED] = [3, 5];

beforeEach(() => refusedStates.set(new Map()));

/** The first two frames are stopped, the third has failed. */
const open = (code: number) =>
  renderApp({
    url: `/tasks/${id}`,
    dialect: "current",
    farm: farmOptions,
    prepare: (faults, farm) => {
      setFrameStates(farm, id, [STOPPED, STOPPED, FAILED]);
      faults.set("recommitTasks", { kind: "refuse", code });
    },
  });

async function rerenderStopped(app: Awaited<ReturnType<typeof open>>) {
  await app.user.click(await screen.findByRole("button", { name: "More" }));
  await app.user.click(await screen.findByRole("menuitem", { name: /^Rerender 2 .*stopped/i }));
  const dialog = await screen.findByRole("dialog");
  const button = within(dialog).getByRole("button", { name: /^Rerender/ });
  await waitFor(() => expect(button).toBeEnabled());
  await app.user.click(button);
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("Nothing was changed");
  await app.user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
}

it("disables the state with the reason after the farm has refused it in general", async () => {
  const app = await open(600);
  await rerenderStopped(app);
  expect([...refusedStates.get().keys()]).toEqual([STOPPED]);
  await app.user.click(await screen.findByRole("button", { name: "More" }));
  const entry = await screen.findByRole("menuitem", { name: /^Rerender 2 .*stopped/i });
  expect(entry).toBeDisabled();
  expect(entry).toHaveAttribute("title", expect.stringContaining("600"));
});

it("offers the state again after a refusal for another reason", async () => {
  const app = await open(507);
  await rerenderStopped(app);
  expect([...refusedStates.get().keys()]).toEqual([]);
});
