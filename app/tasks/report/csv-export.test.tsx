import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { hideCharges } from "../../test/hide-charges";
import { findRow, type RenderedApp, renderApp } from "../../test/render-app";
import { saveFile } from "../../ui/browser/save-file";

vi.mock("../../ui/browser/save-file", () => ({ saveFile: vi.fn<typeof saveFile>() }));

async function exportCsv(user: RenderedApp["user"]): Promise<string> {
  await user.click(await screen.findByRole("button", { name: "More" }));
  await user.click(await screen.findByRole("menuitem", { name: "Export 12 tasks as CSV" }));
  return vi.mocked(saveFile).mock.lastCall?.[1] ?? "";
}

describe("the CSV export of the page", () => {
  it("contains the amounts, with the currency in the header", async () => {
    const { user } = await renderApp();
    await within(await findRow("衣帽间.max")).findByText("8.27");
    const csv = await exportCsv(user);
    expect(csv).toContain("Cost CNY");
    expect(csv).toContain("衣帽间.max,18,18,0,,,8.27");
  });

  it("contains no amount when the account hides charges", async () => {
    const { user, requestCount } = await renderApp({ prepare: (_, { farm }) => hideCharges(farm) });
    await findRow("衣帽间.max");
    await waitFor(() => expect(requestCount("queryUserProfile")).toBe(1));
    const csv = await exportCsv(user);
    expect(csv).toContain("衣帽间.max");
    expect(csv).not.toContain("Cost");
    expect(csv).not.toContain("8.27");
  });
});
