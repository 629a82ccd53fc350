/** The Tasks page with answers that hold numbers no calendar and no cell can show. */
import { within } from "@testing-library/react";
import { expect, it } from "vitest";
import { findRow, renderApp, rowNames } from "../test/render-app";
import { rewriteAnswer } from "../test/rewrite-answer";

const NAME = "衣帽间.max";

type Wire = Record<string, unknown>;
const isWire = (value: unknown): value is Wire => typeof value === "object" && value !== null;
const listOf = (value: unknown): Wire[] => (Array.isArray(value) ? value.filter(isWire) : []);

/** Opens the page while the task of this name and its layers have these members. */
async function renderTaskWith(members: Wire, url = "/tasks") {
  const setMembers = (tasks: readonly Wire[]) => {
    for (const task of tasks) {
      if (task["sceneName"] === NAME) Object.assign(task, members);
      setMembers(listOf(task["respRenderingTaskList"]));
    }
  };
  await renderApp({
    url,
    prepare: (_, { farm }) =>
      rewriteAnswer(farm, "getTaskList", (envelope) => {
        setMembers(listOf(isWire(envelope.data) ? envelope.data["items"] : []));
        return envelope;
      }),
  });
  return findRow(NAME);
}

it.each([8640000000000001, "9223372036854775807", 1535602601000000000, -1])(
  "shows a dash for the moment %s of one task, and every other task",
  async (moment) => {
    const row = await renderTaskWith(
      { submitDate: moment, startTime: moment, completedDate: moment },
      "/tasks?columns=submitted,started,completed,elapsed,eta",
    );
    expect(within(row).getAllByText("—").length).toBeGreaterThanOrEqual(4);
    expect(rowNames().length).toBeGreaterThan(2);
  },
);

it.each([{ doneFrames: -3 }, { totalFrames: 1e308 }, { failedFrames: 9e15 }])(
  "shows no frames for the counts %j",
  async (counts) => {
    const row = await renderTaskWith(counts);
    expect(row.textContent).not.toMatch(/\d{9}|-3 \/|∞|NaN/);
    expect(within(row).getByRole("img", { name: "No frames counted" })).toBeInTheDocument();
  },
);
