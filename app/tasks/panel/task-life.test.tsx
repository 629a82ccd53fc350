import { QueryClientProvider } from "@tanstack/react-query";
import { render, within } from "@testing-library/react";
import { http } from "msw";
import { expect, it } from "vitest";
import { loadCatalogue, withMessages } from "../../i18n/messages";
import { LanguageProvider } from "../../i18n/provider";
import { FRAME } from "../../protocol/frames/frame-status";
import type { Person } from "../../protocol/person";
import type { Task } from "../../protocol/tasks/task";
import { TASK } from "../../protocol/tasks/task-status";
import { mei } from "../../server/store/testing/make-action";
import { nodeOf } from "../../server/store/testing/make-poll";
import type { PollWrite } from "../../server/store/write/poll-write";
import { hideCharges } from "../../test/hide-charges";
import { type HistoryApp, openHistoryApp } from "../../test/history-app";
import { makeNode } from "../../test/make-task";
import { renderApp } from "../../test/render-app";
import { server } from "../../test/server";
import { TaskLife } from "./task-life";

const T0 = Date.UTC(2026, 9, 31, 8);

const attempt = (frameName: string, statusCode: number, minute: number) => ({
  leafId: "1",
  frameId: frameName,
  frameName,
  startedMs: T0 + minute * 60_000,
  endedMs: T0 + minute * 60_000 + 90_000,
  node: `node-${minute}`,
  statusCode,
  renderSeconds: 90,
  accountCost: 0.25,
  couponCost: 0.5,
  arrears: 0,
});

const polls: readonly Partial<PollWrite>[] = [
  {
    events: [
      { key: "failed 1", type: "failed", taskId: "1", atMs: T0 + 60_000 },
      { key: "restarted 1", type: "restarted", taskId: "1", atMs: T0 + 120_000 },
    ],
    attempts: [attempt("0001", FRAME.failed, 1), attempt("0001", FRAME.done, 3)],
  },
];

/** Opens the section of task 1 over the real routes. */
async function openLife(
  recorded: readonly Partial<PollWrite>[],
  {
    isHidden = false,
    isAway = false,
    actions = [],
    task = {},
  }: {
    isHidden?: boolean;
    isAway?: boolean;
    actions?: readonly Parameters<HistoryApp["act"]>[0][];
    task?: Partial<Task>;
  } = {},
) {
  const history = await openHistoryApp();
  for (const poll of recorded) await history.write({ atMs: T0, changed: [nodeOf({ id: 1 })], ...poll });
  for (const action of actions) await history.act(action);
  history.setAway(isAway);
  const { client, user } = await renderApp({
    prepare: (_faults, farm) => {
      if (isHidden) hideCharges(farm.farm);
      server.use(http.get("*/api/history/*", ({ request }) => history.fetch(request)));
    },
  });
  await withMessages(["history", "dialogs"], Promise.resolve(null));
  const view = render(
    <QueryClientProvider client={client}>
      <LanguageProvider initial={await loadCatalogue("en")} language="en">
        <TaskLife node={makeNode({ id: 1, ...task })} />
      </LanguageProvider>
    </QueryClientProvider>,
  );
  const life = within(view.container);
  await user.click(life.getByText("History"));
  return life;
}

it("has the events in order, with time and what happened", async () => {
  const life = await openLife(polls);
  const events = await life.findByRole("list", { name: "Events" });
  expect(
    within(events)
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent),
  ).toEqual([expect.stringMatching(/08:01:00 UTC.*Failed$/), expect.stringMatching(/08:02:00 UTC.*Restarted$/)]);
});

const stop = (key: string, minute: number) =>
  ({ key, type: "stopped", taskId: "1", atMs: T0 + minute * 60_000 }) as const;

it("says why the task was stopped, at the last stop only", async () => {
  const life = await openLife([{ events: [stop("one", 1), stop("two", 2)] }], {
    task: { statusCode: TASK.stopped, stopType: 2 },
  });
  const events = await life.findByRole("list", { name: "Events" });
  const [first, second] = within(events).getAllByRole("listitem");
  expect(first).toHaveTextContent(/Stopped$/);
  expect(second).toHaveTextContent("Stopped · An administrator");
});

/** Where nobody signs in. */
const nobody: Person = { id: "", name: "", role: "manager", source: "open" };

const write = (operation: string, outcome: string, code: number | null, minute: number, details: object) => ({
  person: nobody,
  atMs: T0 + minute * 60_000,
  operation,
  outcome,
  code,
  details,
});

it("has the writes through Renderdeck among the events, each with its outcome", async () => {
  const life = await openLife(polls, {
    actions: [
      write("stopTask", "accepted", 200, 0.5, { taskParam: [1, 2] }),
      write("restartFailedFrames", "refused", 507, 1.5, { taskParam: [1] }),
      write("startTask", "unknown", null, 1.7, { taskParam: [1] }),
      write("stopTask", "accepted", 200, 1.8, { taskParam: [2] }),
      write("restartFrame", "accepted", 200, 1.9, { taskId: 2, ids: [1] }),
      { ...write("updateTaskUserLevel", "accepted", 200, 3, { taskId: 1 }), isUndo: true, person: mei },
      { ...write("deleteTask", "refused", null, 4, { taskParam: [1] }), person: mei },
    ],
  });
  const events = await life.findByRole("list", { name: "Events" });
  expect(
    within(events)
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent?.split("UTC+0").at(-1)),
  ).toEqual([
    expect.stringMatching(/Stop \(with Renderdeck\) accepted$/),
    expect.stringMatching(/Failed$/),
    expect.stringMatching(/Rerender failed frames \(with Renderdeck\) refused \(507\)$/),
    expect.stringMatching(/Start \(with Renderdeck\) no answer: perhaps done$/),
    expect.stringMatching(/Restarted$/),
    expect.stringMatching(/Change priority \(undo\) by .Mei. accepted$/),
    expect.stringMatching(/Delete by .Mei. refused by Renderdeck$/),
  ]);
});

it("has every run of a frame, newest first, with node, time, result and cost", async () => {
  const life = await openLife(polls);
  const runs = await life.findByRole("table", { name: "2 runs of frames" });
  const rows = within(runs).getAllByRole("row").slice(1);
  expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([
    ["0001", expect.stringContaining("08:03:00"), "node-3", "1m 30s", "✓ Done", "0.75"],
    ["0001", expect.stringContaining("08:01:00"), "node-1", "1m 30s", "✕ Failed", "0.75"],
  ]);
});

it("has no cost where charges are hidden", async () => {
  const life = await openLife(polls, { isHidden: true });
  const runs = await life.findByRole("table", { name: "2 runs of frames" });
  expect(runs).not.toHaveTextContent("0.75");
  expect(within(runs).queryByRole("columnheader", { name: /Cost/ })).not.toBeInTheDocument();
});

it("says that nothing has happened", async () => {
  expect(await (await openLife([{}])).findByText(/^Nothing has happened since recording began/)).toBeVisible();
});

it("says that nothing is recorded", async () => {
  expect(await (await openLife([])).findByText("Nothing is recorded yet.")).toBeVisible();
});

it("says that it cannot be read", async () => {
  expect(
    await (await openLife(polls, { isAway: true })).findByText("The history of this task cannot be read."),
  ).toBeVisible();
});
