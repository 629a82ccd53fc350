import { screen, waitFor, within } from "@testing-library/react";
import { http } from "msw";
import { describe, expect, it } from "vitest";
import { TASK } from "../protocol/tasks/task-status";
import { nodeOf } from "../server/store/testing/make-poll";
import { hideCharges } from "../test/hide-charges";
import { type HistoryApp, openHistoryApp } from "../test/history-app";
import { type RenderOptions, renderApp } from "../test/render-app";
import { server } from "../test/server";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const task = (id: number, projectName: string, doneFrames: number) =>
  nodeOf({
    id,
    projectName,
    statusCode: TASK.rendering,
    totalFrames: 1000,
    doneFrames,
    machineSeconds: doneFrames * 360,
    accountCost: doneFrames * 500,
    couponCost: 0,
    arrears: 0,
  });

/** Two projects: 20 frames 10 days ago, and 40 and 10 frames two hours ago. */
async function recordTwoWeeks({ write }: HistoryApp, nowMs: number) {
  await write({ atMs: nowMs - 20 * DAY, changed: [task(1, "Alps", 0), task(2, "Lake", 0)] });
  await write({ atMs: nowMs - 10 * DAY, changed: [task(1, "Alps", 20)] });
  await write({ atMs: nowMs - 2 * HOUR, changed: [task(1, "Alps", 60), task(2, "Lake", 10)] });
}

type Record = (app: HistoryApp, nowMs: number) => Promise<void>;

/** Opens the page over the real routes; what `record` writes is there before the first answer. */
async function renderHistory(
  search = "",
  { record = recordTwoWeeks, prepare, ...options }: RenderOptions & { readonly record?: Record } = {},
) {
  const history = await openHistoryApp();
  let recorded = Promise.resolve();
  const page = await renderApp({
    ...options,
    url: `/history${search}`,
    prepare: (faults, farm) => {
      // In the middle of a day: what happened two hours ago is today.
      farm.pass(9.5 * 3600);
      recorded = record(history, farm.now());
      server.use(
        http.get("*/api/history/*", async ({ request }) => {
          await recorded;
          return history.fetch(request);
        }),
      );
      prepare?.(faults, farm);
    },
  });
  await recorded;
  return { ...page, history };
}

const figure = async (name: string) => {
  const term = await screen.findByText(name, { selector: "dt" });
  return term.parentElement ?? term;
};
const table = (name: RegExp) => screen.findByRole("table", { name });
const rowsOf = (element: HTMLElement) =>
  within(element)
    .getAllByRole("row")
    .slice(1)
    .map((row) => [...row.children].map((cell) => cell.textContent));
const heads = (element: HTMLElement) =>
  within(element)
    .getAllByRole("columnheader")
    .map((head) => head.textContent);

describe("the figures", () => {
  it("stand beside those of the range before, with the difference in words and sign", async () => {
    await renderHistory();
    expect(await figure("Frames done")).toHaveTextContent("50");
    expect(await figure("Frames done")).toHaveTextContent("30 more (+150%) than the 7 days before");
    expect(await figure("Spend")).toHaveTextContent("¥25,000.00");
    expect(await figure("Spend")).toHaveTextContent("¥15,000.00 more (+150%)");
    expect(await figure("Machine time")).toHaveTextContent("5h 0m");
    expect(await figure("Failed frames")).toHaveTextContent("0Same as the 7 days before");
  });

  it("have no memory of a time before recording began", async () => {
    await renderHistory("?range=30d");
    expect(await figure("Frames done")).toHaveTextContent("70No memory of the 30 days before");
    expect(screen.getByText(/^Recording since .*: of the time before/)).toBeVisible();
  });

  it("say how long the balance lasts, with the basis", async () => {
    await renderHistory();
    const runway = await figure("Balance lasts");
    await waitFor(() => expect(runway).toHaveTextContent("3–23 days"));
    expect(runway).toHaveTextContent(
      /Balance ¥.* at ¥3,571.43–¥25,000.00 a day, as in the last 24 hours, 3 days and 7 days/,
    );
  });
});

describe("the tables", () => {
  it("have all figures of each value, largest first, and link a project to its tasks", async () => {
    const { user } = await renderHistory();
    const values = await table(/by project/);
    expect(rowsOf(values)).toEqual([
      ["Alps", "20,000.00", "40", "0", "0", "4", "—"],
      ["Lake", "5,000.00", "10", "0", "0", "1", "—"],
    ]);
    await user.click(within(values).getByRole("link", { name: "Lake" }));
    await expect.poll(() => location.pathname).toBe("/tasks");
    const search = new URLSearchParams(location.search);
    expect([search.get("project"), search.get("from")?.length, search.get("to")?.length]).toEqual(["Lake", 10, 10]);
  });

  it("sort by a column, on the URL and by the keyboard", async () => {
    const { user } = await renderHistory();
    const values = await table(/by project/);
    const head = within(values).getByRole("button", { name: "Project" });
    head.focus();
    await user.keyboard("{Enter}{Enter}");
    expect(rowsOf(values).map(([name]) => name)).toEqual(["Lake", "Alps"]);
    expect(location.search).toBe("?sort=-value");
    expect(within(values).getByRole("columnheader", { name: /Project/ })).toHaveAttribute("aria-sort", "descending");
  });

  it("have a row for each day, newest first, and 0 where nothing happened", async () => {
    await renderHistory();
    const days = await table(/per day/);
    expect(heads(days)).toEqual(["Day", "Alps", "Lake", "Sum"]);
    expect(rowsOf(days)).toHaveLength(7);
    expect(rowsOf(days).map((cells) => cells.at(-1))).toEqual([
      "25,000.00",
      "0.00",
      "0.00",
      "0.00",
      "0.00",
      "0.00",
      "0.00",
    ]);
  });

  it("have all figures per period in total", async () => {
    await renderHistory("?by=total&range=today");
    const hours = await table(/per hour/);
    expect(heads(hours)).toEqual(["Hour", "Spend (¥)", "Frames done", "Failed", "Machine hours", "Queue (mean)"]);
    expect(screen.queryByRole("table", { name: /in total/ })).not.toBeInTheDocument();
  });
});

describe("the bar", () => {
  it("puts every choice on the URL", async () => {
    const { user } = await renderHistory();
    await table(/by project/);
    const choose = (label: string, option: string) =>
      user.selectOptions(screen.getByRole("combobox", { name: label }), option);
    await choose("Period", "Last 30 days");
    await choose("Per", "Per week");
    await choose("By", "By user");
    await choose("Figure", "Failed frames");
    await expect.poll(() => location.search).toBe("?range=30d&per=week&by=user&figure=failed");
    expect(await table(/by user/)).toBeVisible();
    await choose("Period", "Own range");
    expect(screen.getByLabelText("From")).toHaveValue(new URLSearchParams(location.search).get("from"));
  });

  it("offers no period that is too short for the range, and no queue of nodes", async () => {
    await renderHistory("?range=90d&by=node&per=hour&figure=queue");
    await screen.findByRole("combobox", { name: "Per" });
    expect(screen.getByRole("option", { name: "Per hour (range too long)" })).toBeDisabled();
    expect(screen.getByRole("combobox", { name: "Per" })).toHaveValue("week");
    expect(screen.queryByRole("option", { name: "Queue" })).not.toBeInTheDocument();
  });

  it("saves the usage as CSV", async () => {
    const { user } = await renderHistory();
    await table(/by project/);
    const saved: Blob[] = [];
    URL.createObjectURL = (blob: Blob) => {
      saved.push(blob);
      return "blob:x";
    };
    URL.revokeObjectURL = () => undefined;
    await user.click(screen.getByRole("button", { name: "CSV" }));
    const text = (await saved[0]?.text()) ?? "";
    expect(text.split("\r\n")[0]).toContain("Start of period,Project,Frames done");
    expect(text).toContain(",Alps,40,0,0,14400,20000,");
  });
});

describe("the chart", () => {
  it("has a name with its largest values, and says that the tables have all", async () => {
    await renderHistory();
    const chart = await screen.findByRole("img", {
      name: /^Spend per day, by project: Alps ¥20,000.00, Lake ¥5,000.00/,
    });
    expect(chart).toHaveAccessibleName(/The tables below have all values\.$/);
  });
});

describe("without data", () => {
  it("nothing recorded says what to expect", async () => {
    await renderHistory("", { record: async () => undefined });
    expect(await screen.findByRole("heading", { name: "Nothing recorded yet" })).toBeVisible();
  });

  it("a quiet range says since when is recorded", async () => {
    await renderHistory("?range=yesterday");
    expect(await screen.findByRole("heading", { name: "Nothing happened in this period" })).toBeVisible();
    expect(screen.getByText(/^Recording since /)).toBeVisible();
  });

  it("a range before recording began has no memory", async () => {
    await renderHistory("?range=own&from=2020-01-01&to=2020-01-31");
    expect(await screen.findByRole("heading", { name: "No memory of this period" })).toBeVisible();
  });

  it("a database that is away says since when, and the page recovers", async () => {
    const { user, history } = await renderHistory("", {
      record: async (app, nowMs) => {
        await recordTwoWeeks(app, nowMs);
        app.setAway(true);
      },
    });
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(/^✕?The history cannot be read since .*UTC/);
    history.setAway(false);
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await table(/by project/)).toBeVisible();
  });
});

it("keeps what it has when the database goes away, and says how old it is", async () => {
  const { client, history } = await renderHistory();
  await table(/by project/);
  history.setAway(true);
  await client.refetchQueries({ queryKey: ["recorded"] });
  expect(await screen.findByText(/^The history cannot be read since .* Showing what was read at /)).toBeVisible();
  expect(await table(/by project/)).toBeVisible();
});

it("has no amount anywhere and no spend to choose where charges are hidden", async () => {
  await renderHistory("?figure=spend", { prepare: (_faults, farm) => hideCharges(farm.farm) });
  const values = await table(/Frames done and other figures by project/);
  expect(heads(values)).toEqual(
    ["Project ", "Frames done ↓", "Failed ", "Restarted ", "Machine hours ", "Queue (mean) "].map((text) =>
      text.trim(),
    ),
  );
  expect(screen.queryByRole("option", { name: "Spend" })).not.toBeInTheDocument();
  expect(screen.queryByText("Balance lasts")).not.toBeInTheDocument();
  expect(document.querySelector("main")?.textContent).not.toMatch(/[¥$]/);
});
