import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import zh from "../../i18n/zh/dialogs.json";
import { hideCharges } from "../../test/hide-charges";
import { findRow, type RenderOptions, renderApp } from "../../test/render-app";
import { saveFile } from "../../ui/browser/save-file";

vi.mock("../../ui/browser/save-file", () => ({ saveFile: vi.fn<typeof saveFile>() }));

async function openReport(url: string, options: RenderOptions = {}) {
  const app = await renderApp({ url, ...options });
  return { ...app, sheet: await screen.findByRole("article") };
}
const fact = (name: string | RegExp) => screen.getByText(name, { selector: "dt" }).parentElement?.textContent;
const rowsOf = (name: string) => within(screen.getByRole("table", { name })).getAllByRole("row").slice(1);

describe("the report", () => {
  it("opens from the list with its filters, and leads back to them", async () => {
    const { user } = await renderApp({ url: "/tasks?q=18278" });
    await findRow("衣帽间.max");
    await user.click(await screen.findByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Report…" }));
    const sheet = await screen.findByRole("article");
    expect(sheet).toHaveTextContent("18 of 18 frames · 0 failed · 1 task");
    await waitFor(() => expect(fact("Cost so far")).toContain("¥8.27"));
    expect(fact("Expected end")).toContain("all finished");
    await user.click(screen.getByRole("link", { name: "‹ 1 task in the list" }));
    await findRow("衣帽间.max");
    expect(screen.getByRole("searchbox")).toHaveValue("18278");
  });

  it("has the tasks that need a decision, and sums of all others that add up to the whole", async () => {
    const { sheet, user } = await openReport("/tasks/report?by=project", { farm: { tasks: 60 } });
    const [, done = "", total = ""] = /([\d,]+) of ([\d,]+) frames/.exec(sheet.textContent) ?? [];
    const added = (column: number) =>
      rowsOf("By project").reduce((sum, row) => {
        const text = within(row).getAllByRole("cell")[1]?.textContent.replaceAll(",", "") ?? "";
        return sum + Number(text.split(" / ")[column]);
      }, 0);
    expect(added(0)).toBe(Number(done.replaceAll(",", "")));
    expect(added(1)).toBe(Number(total.replaceAll(",", "")));
    const exceptions = rowsOf(screen.getAllByRole("table")[0]?.querySelector("caption")?.textContent ?? "");
    expect(exceptions.map((row) => row.textContent).join("\n")).toContain("over the time limit");
    await user.selectOptions(screen.getByRole("combobox", { name: "Sums" }), "By user");
    expect(await screen.findByRole("table", { name: "By user" })).toBeVisible();
  });

  it("names its author, remembered by the browser", async () => {
    const { user, sheet } = await openReport("/tasks/report");
    await user.type(screen.getByRole("textbox", { name: "Your name" }), "Maria");
    expect(within(sheet).getByText("Maria")).toBeVisible();
    expect(JSON.parse(localStorage.getItem("renderdeck.author.1") ?? "{}")).toEqual({ name: "Maria" });
  });

  it("is about one task, named in its title", async () => {
    const { sheet } = await openReport("/tasks/report?only=18278");
    expect(within(sheet).getByRole("heading", { level: 2, name: "衣帽间.max" })).toBeVisible();
    expect(screen.queryByRole("combobox", { name: "Period" })).toBeNull();
  });

  it("saves its tasks as CSV", async () => {
    const { user } = await openReport("/tasks/report?q=18278");
    await waitFor(() => expect(fact("Cost so far")).toContain("¥8.27"));
    await user.click(screen.getByRole("button", { name: "CSV" }));
    const csv = vi.mocked(saveFile).mock.lastCall?.[1] ?? "";
    expect(csv.trim().split("\r\n")).toHaveLength(2);
    expect(csv).toContain("衣帽间.max");
  });

  it("shows no amount when the account hides charges", async () => {
    const { sheet } = await openReport("/tasks/report", { prepare: (_, { farm }) => hideCharges(farm) });
    await waitFor(() => expect(sheet).toHaveTextContent("•••"));
    expect(sheet).not.toHaveTextContent(/[¥$]/);
  });

  it("says what to do when no task is in it", async () => {
    await renderApp({ url: "/tasks/report?q=no-such-task" });
    expect(await screen.findByText("No tasks in this report")).toBeVisible();
    expect(screen.getByRole("button", { name: "Print or PDF" })).toBeDisabled();
  });

  it("is in the chosen language", async () => {
    await openReport("/tasks/report", { preferences: { language: "zh" } });
    expect(screen.getByText(zh.task.report.cost)).toBeVisible();
  });
});
