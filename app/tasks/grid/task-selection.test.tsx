import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { findRow, layers, renderApp, rowNames } from "../../test/render-app";

const selectedRows = () =>
  [...document.querySelectorAll("[role=row][aria-selected=true]")].map((row) => row.getAttribute("aria-label"));
const bar = () => screen.findByRole("region", { name: "Selected tasks" });
const all = () => screen.getByRole("checkbox", { name: "Select all matching tasks" });
const noBar = () => expect(screen.queryByRole("region", { name: "Selected tasks" })).not.toBeInTheDocument();

describe("selecting with the mouse", () => {
  it("takes rows one by one with boxes and Ctrl, and a range with Shift", async () => {
    const { user } = await renderApp();
    await findRow("衣帽间.max");
    const names = rowNames();
    const [first = "", second = "", third = "", fourth = "", fifth = ""] = names;
    await user.click(within(await findRow(second)).getByRole("checkbox"));
    expect(selectedRows()).toEqual([second]);
    expect(await bar()).toHaveTextContent("1 selected");

    await user.keyboard("{Shift>}");
    await user.click(await findRow(fourth));
    await user.keyboard("{/Shift}");
    expect(selectedRows()).toEqual([second, third, fourth]);

    await user.keyboard("{Control>}");
    await user.click(await findRow(third));
    await user.click(await findRow(fifth));
    await user.keyboard("{/Control}");
    expect(selectedRows()).toEqual([second, fourth, fifth]);
    expect(await bar()).toHaveTextContent("3 selected");
    // Clicks that select do not open the panel.
    expect(screen.queryByRole("complementary")).not.toBeInTheDocument();

    await user.click(within(await findRow(second)).getByRole("checkbox"));
    await user.click(within(await findRow(first)).getByRole("checkbox"));
    expect(selectedRows()).toEqual([first, fourth, fifth]);
    await user.click(within(await bar()).getByRole("button", { name: "Clear selection" }));
    noBar();
  });
});

describe("selecting with the keyboard", () => {
  it("moves by arrows, turns over with Space, grows with Shift, takes all with Ctrl+A and drops with Escape", async () => {
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
    expect(await bar()).toHaveTextContent("12 selected");
    await user.keyboard("{Escape}");
    noBar();
  });

  it("opens and closes a shell with the arrows, without losing its place", async () => {
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
  it("survives a refresh, and loses a task that has been deleted", async () => {
    const { user, farm, pass } = await renderApp();
    await user.click(within(await findRow("衣帽间.max")).getByRole("checkbox"));
    await user.click(within(await findRow("3d66.com_593362_2018.max")).getByRole("checkbox"));
    farm.read("deleteTask", { taskParam: [19084] });
    // One refresh finds it missing from the list, the next one asks for it by its id.
    pass(5);
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    await waitFor(() => expect(screen.getByRole("button", { name: "Refresh" })).toBeEnabled());
    pass(5);
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    await waitFor(() => expect(selectedRows()).toEqual(["衣帽间.max"]));
    expect(await bar()).toHaveTextContent("1 selected");
  });

  it("tells what a filter hides of it, and the header's box tells of the rows that are shown", async () => {
    const { user } = await renderApp();
    for (const name of ["衣帽间.max", "3d66.com_593362_2018.max"])
      await user.click(within(await findRow(name)).getByRole("checkbox"));
    expect(all()).toBePartiallyChecked();
    await user.type(screen.getByRole("searchbox"), "3d66");
    await waitFor(() => expect(rowNames()).toHaveLength(1));
    expect(all()).toBeChecked();
    expect(await bar()).toHaveTextContent("2 selected, 1 hidden by filters");

    await user.clear(screen.getByRole("searchbox"));
    await user.type(screen.getByRole("searchbox"), "dragon");
    await waitFor(() => expect(selectedRows()).toEqual([]));
    expect(all()).not.toBeChecked();
    expect(all()).not.toBePartiallyChecked();
    expect(await bar()).toHaveTextContent("2 selected, 2 hidden by filters");

    await user.click(all());
    expect(selectedRows()).toEqual(rowNames());
    expect(await bar()).toHaveTextContent(new RegExp(`${rowNames().length} selected(?!,)`));
  });

  it("offers the narrowest act first, with its count and about what it costs", async () => {
    const { user } = await renderApp({ farm: { tasks: 22 }, url: "/tasks?q=robot_s040" });
    const row = await findRow("robot_s040_sh0110_fx_v003.ma");
    expect(within(row).getByText("Finished, 12 failed")).toBeVisible();
    await user.click(within(row).getByRole("checkbox"));
    const [first, ...others] = within(await bar()).getAllByRole("button");
    expect(first).toHaveTextContent(/^Rerender 12 failed frames · ≈ ¥\d+\.\d\d$/);
    expect(others.map((button) => button.textContent)).toEqual(["Delete 1…", ""]);
    // The menu and the panel of the task say the same.
    await user.click(row);
    const panel = await screen.findByRole("complementary", { name: "Task details" });
    const label = first?.textContent ?? "";
    expect(await within(panel).findByRole("button", { name: label })).toBeVisible();
    await user.click(within(row).getByRole("button", { name: /^Actions for / }));
    expect(await screen.findByRole("menuitem", { name: label })).toBeVisible();
  });

  it("says how many frames the price leaves out, on the bar and behind the balance", async () => {
    const { user } = await renderApp({ farm: { tasks: 40 } });
    await screen.findByText("40 tasks");
    await user.click(all());
    const button = within(await bar()).getByRole("button", { name: /^Rerender/ });
    expect(button).toHaveTextContent(/^Rerender \d+ failed frames · ≈ ¥\d+\.\d\d \+ \d+ not priced$/);
    const [left] = /\d+(?= not priced)/.exec(button.textContent ?? "") ?? [];
    await user.click(button);
    const balance = await within(await screen.findByRole("dialog")).findByText(/Balance with coupon/);
    expect(balance).toHaveTextContent(new RegExp(`→ about ¥[\\d,.]+, ${left} frames not priced\\.$`));
  });
});
