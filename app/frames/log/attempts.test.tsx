/** What is read of a run stays after the frame is rendered again: its log, its time, and the frame in the list. */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { inspectTask } from "../../../mocks/farm/farm";
import { testFarm } from "../../../mocks/farm/test-farm";
import { renderApp } from "../../test/render-app";

const farmOptions = { tasks: 40 };
const { farm } = testFarm(farmOptions);
const job = farm.jobs.find(({ sceneName }) => sceneName === "robot_s040_sh0110_fx_v003.ma");
if (!job) throw new Error("The farm has no such task");
const taskId = job.id;
const failed = inspectTask(farm, taskId).flatMap(({ frames }) => frames.filter(({ status }) => status === 5));

const open = (frame: number) =>
  renderApp({ url: `/tasks/${taskId}?status=failed&log=${failed[frame]?.id}`, dialect: "current", farm: farmOptions });
const findPanel = () => screen.findByRole("complementary", { name: /^Log of frame/ }, { timeout: 10_000 });
const openLogId = () => Number(new URLSearchParams(window.location.search).get("log"));

it("keeps the log that is being read as an attempt when its frame is rerendered", async () => {
  const { user, pass } = await open(0);
  const panel = await findPanel();
  const lines = await within(panel).findByRole("region", { name: /^\d+ lines$/ });
  expect(within(panel).queryByRole("combobox", { name: "Attempt" })).not.toBeInTheDocument();

  const name = panel.getAttribute("aria-label")?.replace("Log of frame ", "");
  await user.click(screen.getByRole("button", { name: `Actions for frame ${name}` }));
  await user.click(await screen.findByRole("menuitem", { name: /^Rerender this frame/ }));
  const dialog = await screen.findByRole("dialog");
  const confirm = within(dialog).getByRole("button", { name: "Rerender 1 frame" });
  await waitFor(() => expect(confirm).toBeEnabled());
  pass(1);
  await user.click(confirm);
  await waitFor(() => expect(dialog).not.toBeInTheDocument());

  const attempt = await within(panel).findByRole("combobox", { name: "Attempt" });
  expect(attempt).toHaveDisplayValue(/^Attempt 1: Failed, /);
  fireEvent.scroll(lines, { target: { scrollTop: 1_000_000 } });
  expect(await within(panel).findByText(/ERROR.*Maya/, { selector: "code" })).toBeVisible();
  await user.selectOptions(attempt, within(attempt).getByRole("option", { name: /^Attempt 2: Waiting/ }));
  expect(await within(panel).findByText("No log yet: attempt 2 has not started.")).toBeVisible();

  // The filter does not match any more; the toast leads to the frame alone.
  const row = () => screen.getByRole("row", { name: `Frame ${name}` });
  expect(row()).toBeVisible();
  await user.click(await screen.findByRole("button", { name: "Show them" }));
  const table = screen.getByRole("treegrid", { name: "Frames" });
  await waitFor(() => expect(table).toHaveAttribute("aria-rowcount", "2"));
  expect(row()).toBeVisible();
  // Another filter is about all frames.
  await user.click(screen.getByRole("button", { name: /^✕?Failed ?11$/ }));
  await waitFor(() => expect(table).toHaveAttribute("aria-rowcount", "201"));
});

it("steps through the logs of failed frames by buttons and keys", async () => {
  const { user } = await open(1);
  const panel = await findPanel();
  await user.click(await within(panel).findByRole("button", { name: "Log of the next failed frame" }));
  await waitFor(() => expect(openLogId()).toBe(failed[2]?.id));
  await user.keyboard("p");
  await waitFor(() => expect(openLogId()).toBe(failed[1]?.id));
  await user.keyboard("p");
  await waitFor(() => expect(openLogId()).toBe(failed[0]?.id));
  expect(await screen.findByRole("button", { name: "Log of the previous failed frame" })).toBeDisabled();
  // In a field they are text.
  await user.type(within(await findPanel()).getByRole("searchbox"), "n");
  expect(openLogId()).toBe(failed[0]?.id);
  expect(document.querySelector("[aria-current=true][data-log-open=true]")).not.toBeNull();
});
