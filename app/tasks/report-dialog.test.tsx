import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import zh from "../i18n/zh/base.json";
import { hideCharges } from "../test/hide-charges";
import { findRow, type RenderedApp, renderApp } from "../test/render-app";

async function openReport(user: RenderedApp["user"], words = { more: "More", report: "Report…", title: "Report" }) {
  await findRow("衣帽间.max");
  await user.click(await screen.findByRole("button", { name: words.more }));
  await user.click(await screen.findByRole("menuitem", { name: words.report }));
  return screen.findByRole("dialog", { name: words.title });
}

describe("the report", () => {
  it("tells a finished task's frames and cost, and copies them as text", async () => {
    const { user } = await renderApp({ url: "/tasks?q=18278" });
    const dialog = await openReport(user);
    expect(dialog).toHaveTextContent("18 of 18 frames");
    expect(dialog).toHaveTextContent("all done");
    expect(dialog).toHaveTextContent("¥8.27");
    await user.click(within(dialog).getByRole("button", { name: "Copy as text" }));
    expect(await screen.findByText("Copied")).toBeVisible();
    const text = await navigator.clipboard.readText();
    expect(text.split("\n")[0]).toMatch(/^Renderdeck · 1 task · Made /);
    expect(text).toContain("Cost to date: ¥8.27");
    expect(text).toContain("  衣帽间.max · Finished · 18 of 18 frames · ¥8.27");
  });

  it("sums the tasks that it does not list, and says how many those are", async () => {
    const { user, farm } = await renderApp({ farm: { tasks: 230 } });
    expect(await screen.findByText("230 tasks")).toBeVisible();
    await user.click(await screen.findByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Report…" }));
    const dialog = await screen.findByRole("dialog", { name: "Report" });
    expect(within(dialog).getAllByRole("listitem")).toHaveLength(200);
    expect(within(dialog).getByText("and 30 more tasks: see the CSV")).toBeVisible();
    const told = within(dialog)
      .getAllByRole("heading", { level: 3 })
      .reduce((sum, heading) => sum + Number(/([\d,]+) tasks?/.exec(heading.textContent)?.[1]), 0);
    expect(told).toBe(farm.farm.jobs.length);
    await user.click(within(dialog).getByRole("button", { name: "Copy as text" }));
    expect(await navigator.clipboard.readText()).toMatch(/\nand 30 more tasks: see the CSV$/);
  });

  it("is in the chosen language", async () => {
    const { report, more } = zh.task;
    const { user } = await renderApp({ preferences: { language: "zh" } });
    const dialog = await openReport(user, { more: more.title, report: report.menu, title: report.title });
    expect(within(dialog).getByText(report.cost)).toBeVisible();
  });

  it("shows no money where charges are hidden", async () => {
    const { user } = await renderApp({ url: "/settings?section=about" });
    hideCharges();
    await user.click(await screen.findByRole("link", { name: "Tasks" }));
    const dialog = await openReport(user);
    await waitFor(() => expect(dialog).toHaveTextContent("•••"));
    expect(dialog).not.toHaveTextContent("¥");
  });
});
