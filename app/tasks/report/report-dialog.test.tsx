import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import zhBase from "../../i18n/zh/base.json";
import zh from "../../i18n/zh/dialogs.json";
import { hideCharges } from "../../test/hide-charges";
import { findRow, type RenderedApp, renderApp } from "../../test/render-app";

async function openReport(
  user: RenderedApp["user"],
  { more = "More", report = "Report…", title = "Report", row = "衣帽间.max" } = {},
) {
  await findRow(row);
  await user.click(await screen.findByRole("button", { name: more }));
  await user.click(await screen.findByRole("menuitem", { name: report }));
  return screen.findByRole("dialog", { name: title });
}

describe("the report", () => {
  it("shows the frames and cost of a finished task, and copies them as text", async () => {
    const { user } = await renderApp({ url: "/tasks?q=18278" });
    const dialog = await openReport(user);
    expect(dialog).toHaveTextContent("18 of 18 frames");
    expect(dialog).toHaveTextContent("all finished");
    expect(dialog).toHaveTextContent("¥8.27");
    await user.click(within(dialog).getByRole("button", { name: "Copy as text" }));
    expect(await screen.findByText("Report copied")).toBeVisible();
    const text = await navigator.clipboard.readText();
    expect(text.split("\n")[0]).toMatch(/^Renderdeck · 1 task · Created /);
    expect(text).toContain("Cost so far: ¥8.27");
    expect(text).toContain("  \u2068衣帽间.max\u2069 · Finished · 18 of 18 frames · ¥8.27");
  });

  it("shows missing frames of an ended task, and counts the tasks without an ETA", async () => {
    const { user } = await renderApp({ url: "/tasks?q=3d66" });
    const stopped = await openReport(user, { row: "3d66.com_593362_2018.max" });
    expect(stopped).toHaveTextContent("ended, 6 frames missing");
    expect(stopped).not.toHaveTextContent("all finished");
    await user.keyboard("{Escape}");
    await user.clear(screen.getByRole("searchbox"));
    expect(await openReport(user)).toHaveTextContent(/ETA\S* \+ \d tasks? without an ETA/);
  });

  it("keeps the order of a line with a right-to-left name, and shows a blank name", async () => {
    const { user } = await renderApp({ farm: { tasks: 40 }, url: "/tasks?sort=scene" });
    const dialog = await openReport(user, { row: "   " });
    const names = within(dialog)
      .getAllByRole("listitem")
      .map((line) => line.querySelector("bdi")?.textContent);
    expect(names).toContain("مشهد_المدينة_ليلا_v002.max");
    expect(names).not.toContain("");
    await user.click(within(dialog).getByRole("button", { name: "Copy as text" }));
    expect(await navigator.clipboard.readText()).toContain("\u2068مشهد_المدينة_ليلا_v002.max\u2069 · ");
  });

  it("includes the tasks that it does not list, and counts them", async () => {
    const { user, farm } = await renderApp({ farm: { tasks: 230 } });
    expect(await screen.findByText("230 tasks")).toBeVisible();
    await user.click(await screen.findByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Report…" }));
    const dialog = await screen.findByRole("dialog", { name: "Report" });
    expect(within(dialog).getAllByRole("listitem")).toHaveLength(200);
    expect(within(dialog).getByText("and 30 more tasks: see the CSV")).toBeVisible();
    const counted = within(dialog)
      .getAllByRole("heading", { level: 3 })
      .reduce((sum, heading) => sum + Number(/([\d,]+) tasks?/.exec(heading.textContent)?.[1]), 0);
    expect(counted).toBe(farm.farm.jobs.length);
    await user.click(within(dialog).getByRole("button", { name: "Copy as text" }));
    expect(await navigator.clipboard.readText()).toMatch(/\nand 30 more tasks: see the CSV$/);
  });

  it("is in the chosen language", async () => {
    const { report } = zh.task;
    const { more } = zhBase.task;
    const { user } = await renderApp({ preferences: { language: "zh" } });
    const dialog = await openReport(user, { more: more.title, report: report.menu, title: report.title });
    expect(within(dialog).getByText(report.cost)).toBeVisible();
  });

  it("shows no amount when the account hides charges", async () => {
    const { user } = await renderApp({ prepare: (_, { farm }) => hideCharges(farm) });
    const dialog = await openReport(user);
    await waitFor(() => expect(dialog).toHaveTextContent("•••"));
    expect(dialog).not.toHaveTextContent("¥");
  });
});
