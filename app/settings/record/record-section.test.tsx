import { screen, waitFor, within } from "@testing-library/react";
import { http } from "msw";
import { describe, expect, it } from "vitest";
import type { Person } from "../../protocol/person";
import { mei } from "../../server/store/testing/make-action";
import type { Action } from "../../server/store/write/write-actions";
import { type HistoryApp, openHistoryApp } from "../../test/history-app";
import { type RenderOptions, renderApp } from "../../test/render-app";
import { server } from "../../test/server";

const T0 = Date.UTC(2018, 8, 3, 8);

/** A stop by Mei, its undo at a price, and a label that Anna may not add. */
const someActions: readonly Partial<Action>[] = [
  { atMs: T0, details: { taskParam: [19088] }, requestId: "r-stop" },
  {
    atMs: T0 + 60_000,
    operation: "startTask",
    details: { taskParam: [19088] },
    isUndo: true,
    price: { low: 4.8, high: 6, currency: "CNY" },
  },
  {
    atMs: T0 + 86_400_000,
    person: { id: "sub-anna", name: "Anna", role: "operator", source: "session" },
    operation: "addLabel",
    outcome: "refused",
    code: null,
    problem: "forbidden",
    targets: ["hero"],
  },
];

type Options = Pick<RenderOptions, "dialect" | "prepare" | "preferences"> & {
  readonly search?: string;
  readonly person?: Person;
  readonly actions?: readonly Partial<Action>[];
};

/** Opens the section over the real routes. */
async function open({ search = "", person = mei, actions = someActions, prepare, ...options }: Options = {}) {
  const history: HistoryApp = await openHistoryApp({ person });
  for (const action of actions) await history.act(action);
  const app = await renderApp({
    url: `/settings?section=record${search}`,
    ...options,
    prepare: (faults, farm) => {
      server.use(http.get("*/api/history/*", ({ request }) => history.fetch(request)));
      prepare?.(faults, farm);
    },
  });
  return { ...app, history };
}

const table = () => screen.findByRole("table", { name: "Operation record" });
const rows = async () =>
  within(await table())
    .getAllByRole("row")
    .slice(1);
const rowTexts = async () => (await rows()).map(({ textContent }) => textContent);
const choose = async ({ user }: Awaited<ReturnType<typeof open>>, label: string, option: string) =>
  user.selectOptions(screen.getByLabelText(label), option);

describe("the record of a server", () => {
  it("lists who did what, newest first, with result, price and request id", async () => {
    const { user } = await open();
    expect(await rowTexts()).toEqual([
      expect.stringMatching(/Anna Operator.*Add label.*hero.*refused forbidden$/),
      expect.stringMatching(/Mei Manager.*Start \(undo\).*19088.*accepted/),
      expect.stringMatching(/Mei Manager.*Stop.*19088.*accepted/),
    ]);
    const [, start = document.body, stop = document.body] = await rows();
    expect(start).toHaveTextContent("Shown price: ¥4.80 to ¥6.00");
    await user.click(within(stop).getByText("Stop"));
    expect(within(stop).getByText("r-stop")).toBeVisible();
    expect(within(stop).getByRole("button", { name: "Copy request id" })).toBeVisible();
    expect(within(stop).getByRole("link", { name: "19088" })).toHaveAttribute("href", "/tasks?q=19088");
  });

  it("has its filters on the URL, and a file of what they find", async () => {
    const app = await open();
    await table();
    await waitFor(() => expect(within(screen.getByLabelText("Person")).getByText("Anna")).toBeVisible());
    await choose(app, "Person", "Mei");
    await waitFor(async () => expect(await rows()).toHaveLength(2));
    await choose(app, "Action", "Start");
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect(window.location.search).toContain("person=sub-mei");
    expect(window.location.search).toContain("operation=startTask");
    const file = screen.getByRole("link", { name: "CSV of Renderdeck’s record" }).getAttribute("href") ?? "";
    const csv = await (await app.history.get(file)).text();
    expect(csv.trim().split("\r\n")).toHaveLength(2);
    await app.user.click(screen.getByRole("button", { name: "Clear filters" }));
    await waitFor(async () => expect(await rows()).toHaveLength(3));
    expect(window.location.search).toBe("?section=record");
  });

  it("is limited to a task, a result and days by its address", async () => {
    await open({ search: "&target=19088&outcome=accepted&from=2018-09-03&to=2018-09-03" });
    await waitFor(async () => expect(await rows()).toHaveLength(2));
    expect(screen.getByLabelText("Task id")).toHaveValue("19088");
  });

  it("goes on page after page", async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ atMs: T0 - index }));
    const { user } = await open({ actions: many });
    expect(await rows()).toHaveLength(50);
    await user.click(screen.getByRole("button", { name: "Older" }));
    expect(await screen.findByText("60 entries")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Older" })).not.toBeInTheDocument();
  });

  it("says since when it is recorded where a filter finds nothing", async () => {
    const { history, user } = await open({ actions: [] });
    expect(await screen.findByText("No actions.")).toBeVisible();
    await history.write({ atMs: T0 });
    await user.type(screen.getByLabelText("Task id"), "5");
    expect(await screen.findByText(/^No such actions. Renderdeck has recorded since .*2018/)).toBeVisible();
  });

  it("tells an operator what was done to tasks, without people to choose from", async () => {
    await open({ person: { ...mei, id: "sub-ben", role: "operator" } });
    expect(await rows()).toHaveLength(2);
    expect(screen.getByText("Your role sees what was done to tasks.")).toBeVisible();
    expect(screen.queryByLabelText("Person")).not.toBeInTheDocument();
    expect(await table()).not.toHaveTextContent("r-stop");
  });

  it("is in Chinese as well", async () => {
    await open({ preferences: { language: "zh" } });
    expect(await screen.findByRole("table", { name: "操作记录" })).toHaveTextContent("开始（撤销）");
  });
});

describe("the farm's operation record", () => {
  it("is part of the list where the farm has one, with a link to the task", async () => {
    const { user } = await open({
      dialect: "current",
      prepare: (_faults, farm) => void farm.code("restartFailedFrames", { taskParam: [19088] }),
    });
    const newest =
      (await rows()).find(({ textContent }) => textContent?.includes("Rerendered frames")) ?? document.body;
    expect(newest).toHaveTextContent("main account");
    expect(newest).toHaveTextContent("in the farm’s record");
    await user.click(within(newest).getByText("Rerendered frames"));
    expect(within(newest).getByText('{"taskParam":[19088]}')).toBeVisible();
    await user.click(within(newest).getByRole("link", { name: "P19088" }));
    expect(await screen.findByRole("row", { name: "3d66.com_593362_2018.max" })).toBeVisible();
  });

  it("is left out where a filter does not apply to it, and says so", async () => {
    const app = await open({ dialect: "current", search: "&operation=stopTask" });
    expect(await rows()).toHaveLength(1);
    expect(screen.getByText("The farm’s record can be filtered by day only and is left out.")).toBeVisible();
    expect(app.requestCount("taskRecord")).toBe(0);
  });

  it("is shown alone when it is chosen, and while the memory of the server cannot be read", async () => {
    const { history, user } = await open({ dialect: "current", search: "&origin=farm" });
    expect((await rowTexts()).join()).not.toContain("Mei");
    history.setAway(true);
    await user.selectOptions(screen.getByLabelText("Record"), "Any");
    expect(await screen.findByRole("button", { name: "Try again" }, { timeout: 10_000 })).toBeVisible();
    expect((await rows()).length).toBeGreaterThan(0);
  });
});
