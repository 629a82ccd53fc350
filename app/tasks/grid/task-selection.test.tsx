import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { findRow, layers, renderApp, rowNames } from "../../test/render-app";

const selectedRows = () =>
  [...document.querySelectorAll("[role=row][aria-selected=true]")].map((row) => row.getAttribute("aria-label"));
const findBar = () => screen.findByRole("region", { name: "Selected tasks" });
const selectAll = () => screen.getByRole("checkbox", { name: "Select all matching tasks" });
const expectNoBar = () => expect(screen.queryByRole("region", { name: "Selected tasks" })).not.toBeInTheDocument();

describe("selecting with the mouse", () => {
  it("toggles single rows with checkboxes and Ctrl, and selects a range with Shift", async () => {
    const { user } = await renderApp();
    await findRow("衣帽间.max");
    const names = rowNames();
    const [first = "", second = "", third = "", fourth = "", fifth = ""] = names;
    await user.click(within(await findRow(second)).getByRole("checkbox"));
    expect(selectedRows()).toEqual([second]);
    expect(await findBar()).toHaveTextContent("1 selected");

    await user.keyboard("{Shift>}");
    await user.click(await findRow(fourth));
    await user.keyboard("{/Shift}");
    expect(selectedRows()).toEqual([second, third, fourth]);

    await user.keyboard("{Control>}");
    await user.click(await findRow(third));
    await user.click(await findRow(fifth));
    await user.keyboard("{/Control}");
    expect(selectedRows()).toEqual([second, fourth, fifth]);
    expect(await findBar()).toHaveTextContent("3 selected");
    // Clicks that select do not open the panel.
    expect(screen.queryByRole("complementary")).not.toBeInTheDocument();

    await user.click(within(await findRow(second)).getByRole("checkbox"));
    await user.click(within(await findRow(first)).getByRole("checkbox"));
    expect(selectedRows()).toEqual([first, fourth, fifth]);
    await user.click(within(await findBar()).getByRole("button", { name: "Clear selection" }));
    expectNoBar();
  });
});

describe("selecting with the keyboard", () => {
  it("moves with arrows, toggles with Space, extends with Shift, selects all with Ctrl+A and clears with Escape", async () => {
    const { user } = await renderApp();
    await findRow("衣帽间.max");
    const [first = "", second = "", third = ""] = rowNames();
    (await findRow(first)).focus();
    await user.keyboard("{ArrowDown}");
    expect(await findRow(second)).toHaveFocus();
    await user.keyboard(" ");
    expect(selectedRows()).toEqual([second]);
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    expect(selectedRows()).toEqual([second, third]);
    expect(await findRow(third)).toHaveFocus();
    await user.keyboard("{Control>}a{/Control}");
    expect(await findBar()).toHaveTextContent("12 selected");
    await user.keyboard("{Escape}");
    expectNoBar();
  });

  it("expands and collapses a shell with the arrows, and keeps the focus", async () => {
    const { user } = await renderApp();
    (await findRow("衣帽间.max")).focus();
    await user.keyboard("{ArrowRight}");
    await waitFor(() => expect(layers()).toHaveLength(2));
    await user.keyboard("{ArrowDown}");
    const [pass] = layers();
    expect(pass).toHaveFocus();
    await user.keyboard("{ArrowLeft}");
    const shell = await findRow("衣帽间.max");
    expect(shell).toHaveFocus();
    await user.keyboard("{ArrowLeft}");
    await waitFor(() => expect(layers()).toHaveLength(0));
    expect(await findRow("衣帽间.max")).toHaveFocus();
  });
});

describe("the selection", () => {
  it("survives a refresh, and drops a deleted task", async () => {
    const { user, farm, pass } = await renderApp();
    await user.click(within(await findRow("衣帽间.max")).getByRole("checkbox"));
    await user.click(within(await findRow("3d66.com_593362_2018.max")).getByRole("checkbox"));
    farm.read("deleteTask", { taskParam: [19084] });
    // One refresh misses it in the list, the next one requests it by its id.
    pass(5);
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    await waitFor(() => expect(screen.getByRole("button", { name: "Refresh" })).toBeEnabled());
    pass(5);
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    await waitFor(() => expect(selectedRows()).toEqual(["衣帽间.max"]));
    expect(await findBar()).toHaveTextContent("1 selected");
  });

  it("counts its tasks outside the filter; the header's checkbox counts the rows of the filter", async () => {
    const { user } = await renderApp();
    for (const name of ["衣帽间.max", "3d66.com_593362_2018.max"])
      await user.click(within(await findRow(name)).getByRole("checkbox"));
    expect(selectAll()).toBePartiallyChecked();
    await user.type(screen.getByRole("searchbox"), "3d66");
    await waitFor(() => expect(rowNames()).toHaveLength(1));
    expect(selectAll()).toBeChecked();
    expect(await findBar()).toHaveTextContent("1 hidden by filters");

    await user.clear(screen.getByRole("searchbox"));
    await user.type(screen.getByRole("searchbox"), "dragon");
    await waitFor(() => expect(selectedRows()).toEqual([]));
    expect(selectAll()).not.toBeChecked();
    expect(selectAll()).not.toBePartiallyChecked();
    expect(await findBar()).toHaveTextContent("2 hidden by filters");

    await user.click(selectAll());
    expect(selectedRows()).toEqual(rowNames());
    expect(await findBar()).toHaveTextContent(new RegExp(`${rowNames().length} selected(?!,)`));
  });

  it("offers the narrowest action first, with its count and approximate price", async () => {
    const { user } = await renderApp({ farm: { tasks: 22 }, url: "/tasks?q=robot_s040" });
    const row = await findRow("robot_s040_sh0110_fx_v003.ma");
    expect(within(row).getByText("Finished, 12 failed")).toBeVisible();
    await user.click(within(row).getByRole("checkbox"));
    const bar = within(await findBar());
    const [first, ...others] = bar.getAllByRole("button").filter((button) => button.textContent !== "");
    // The place of the price is taken before it has been read.
    expect(first).toHaveTextContent(/^Rerender 12 failed frames · ≈ (…|¥\d+\.\d\d)$/);
    await bar.findByRole("button", { name: /^Rerender 12 failed frames · ≈ ¥\d+\.\d\d$/ });
    expect(others.map((button) => button.textContent)).toEqual(["Delete 1…"]);
    // The menu and the panel of the task say the same.
    await user.click(row);
    const panel = await screen.findByRole("complementary", { name: "Task details" });
    const label = first?.textContent ?? "";
    expect(await within(panel).findByRole("button", { name: label })).toBeVisible();
    await user.click(within(row).getByRole("button", { name: /^Actions for / }));
    expect(await screen.findByRole("menuitem", { name: label.replace(" · ", " ") })).toBeVisible();
  });

  it("counts the frames without a price on the bar and beside the balance", async () => {
    const { user } = await renderApp({ farm: { tasks: 40 } });
    await screen.findByText("40 tasks");
    await user.click(selectAll());
    const button = await within(await findBar()).findByRole("button", { name: /^Rerender .* not priced$/ });
    expect(button).toHaveTextContent(/^Rerender \d+ failed frames · ≈ ¥\d+\.\d\d \+ \d+ not priced$/);
    const [left] = /\d+(?= not priced)/.exec(button.textContent ?? "") ?? [];
    await user.click(button);
    const balance = await within(await screen.findByRole("dialog")).findByText(/Balance with coupon/);
    expect(balance).toHaveTextContent(new RegExp(`→ about ¥[\\d,.]+, ${left} frames not priced\\.$`));
  });
});

it("shows every task again when the search is cleared while rows are selected", async () => {
  const { user } = await renderApp();
  await findRow("衣帽间.max");
  const all = rowNames();
  const field = screen.getByRole("searchbox");
  await user.type(field, "衣帽间");
  await waitFor(() => expect(rowNames().length).toBeLessThan(all.length));
  await user.click(within(await findRow("衣帽间.max")).getByRole("checkbox"));
  await user.clear(field);
  await waitFor(() => expect(rowNames()).toEqual(all));
  expect(screen.queryByText(/new tasks? /)).not.toBeInTheDocument();
});
