/** Tasks and frames past the account's reminder: marked and filterable, and never taken for a limit that stops. */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { testFarm } from "../mocks/farm/test-farm";
import { renderApp, rowNames } from "./test/render-app";

const farmOptions = { tasks: 40 };
const overdue = [...testFarm(farmOptions).farm.leavesById.values()].find(
  ({ reminderSeconds, status }) => reminderSeconds === 3600 && status === 5,
);
const scene = overdue?.job.sceneName ?? "";

const textOf = (label: string) => screen.queryByText(label, { selector: "dt" })?.closest("div")?.textContent;
const timeouts = () =>
  [...document.querySelectorAll<HTMLElement>("[role=gridcell][data-column=timeout]")].map((cell) => cell.textContent);

describe("a task past its reminder", () => {
  it("is marked in the list and found by the filter Overdue", async () => {
    const { user } = await renderApp({ dialect: "current", farm: farmOptions });
    await screen.findByText("40 tasks");
    await user.click(within(screen.getByRole("banner")).getByRole("button", { name: "Status" }));
    await user.click(await screen.findByRole("checkbox", { name: /Overdue/ }));
    await waitFor(() => expect(rowNames()).toContain(scene));
    const rows = [...document.querySelectorAll("[role=row][aria-level='1']")];
    expect(rows.every((row) => row.textContent?.includes("Overdue"))).toBe(true);
    expect(new URLSearchParams(window.location.search).get("status")).toBe("overdue");
  });

  it("is marked on the Monitor", async () => {
    const { user } = await renderApp({ url: "/monitor", dialect: "current", farm: farmOptions });
    const next = await screen.findByRole("button", { name: "Next page" });
    // jsdom has no layout: a page has as few rows as on the smallest screen.
    for (let page = 0; page < 40 && !screen.queryByRole("article", { name: scene }); page += 1) await user.click(next);
    const row = screen.getByRole("article", { name: scene });
    expect(within(row).getByText(/past its reminder/)).toBeVisible();
  });

  it("shows the reminder and the frame stop as two limits in the panel", async () => {
    await renderApp({ url: `/tasks?task=${overdue?.id}`, dialect: "current", farm: farmOptions });
    await waitFor(() => expect(textOf("Reminder")).toBe("Reminder1h 0m"));
    expect(textOf("Frame time limit")).toBe("Frame time limit1d 0h");
  });
});

describe("a frame", () => {
  const url = `/tasks/${overdue?.id}?status=rendering&sort=frame`;

  it("counts its time left to the frame stop of the task", async () => {
    await renderApp({ url, dialect: "current", farm: farmOptions });
    await waitFor(() => expect(timeouts()[0]).toMatch(/^23h/));
    expect(screen.getByText("until the first frame times out")).toBeVisible();
  });

  it("says that its time left is not certain where the farm does not send that limit", async () => {
    await renderApp({ url, farm: farmOptions });
    await waitFor(() => expect(timeouts()[0]).toMatch(/^≈ 23h.*Not certain/));
    expect(screen.getByText("until the first timeout · not certain")).toBeVisible();
  });

  it("past the reminder is marked and found by the filter Overdue", async () => {
    const { user } = await renderApp({
      url: `/tasks/${overdue?.id}`,
      dialect: "current",
      farm: farmOptions,
      prepare: (_, { farm }) => {
        const leaf = farm.leavesById.get(overdue?.id ?? 0);
        if (leaf) Object.assign(leaf, { reminderSeconds: 100 });
      },
    });
    await user.click(await screen.findByRole("button", { name: /^\D*Overdue ?[\d,]+$/ }));
    await waitFor(() => {
      const rows = [...document.querySelectorAll("[role=row][aria-level]")];
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every((row) => row.textContent?.includes("Overdue"))).toBe(true);
    });
  });
});
