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
