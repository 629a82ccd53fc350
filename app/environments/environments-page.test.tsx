/** Environments over a farm of their own: what fails, what is odd, and what is said of it. */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../test/render-app";

const MAX = 2001;
const names = (farm: { environments: readonly { editName: string; cgId: number }[] }) =>
  farm.environments.filter(({ cgId }) => cgId === MAX).map(({ editName }) => editName);

describe("the list", () => {
  it("opens on the farm's default software and counts what every software has", async () => {
    await renderApp({ url: "/environments" });
    expect(await screen.findByRole("link", { name: "max2018_vray36" })).toBeVisible();
    const chosen = screen.getByRole("link", { name: /3ds Max/ });
    expect(chosen).toHaveAttribute("aria-current", "page");
    await waitFor(() => expect(screen.getByRole("link", { name: /Maya/ })).toHaveTextContent("Maya2 environments"));
  });

  it("says what failed when nothing could be read, and reads again", async () => {
    const { user } = await renderApp({
      url: `/environments?software=${MAX}`,
      prepare: (faults) => faults.set("querySupportedSoftware", { kind: "refuse", code: 605 }, { times: 1 }),
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("not enough rights");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("link", { name: "max2018_vray36" })).toBeVisible();
  });

  it("shows the others when a row cannot be read, and counts it", async () => {
    await renderApp({
      url: `/environments?software=${MAX}`,
      prepare: (faults) => faults.set("getRenderEnv", { kind: "malformedRow" }),
    });
    expect(await screen.findByText(/1 environment could not be read/)).toBeVisible();
    expect(screen.getByRole("link", { name: "max2018_corona" })).toBeVisible();
  });

  it("speaks Chinese", async () => {
    await renderApp({ url: `/environments?software=${MAX}&env=max2018_vray36`, preferences: { language: "zh" } });
    expect(await screen.findByRole("heading", { name: "渲染环境" })).toBeVisible();
    const panel = await screen.findByRole("complementary", { name: "渲染环境" });
    expect(await within(panel).findByRole("group", { name: "插件：2 / 5" })).toBeVisible();
  });
});

describe("the form", () => {
  it("finds a plug-in, and shows only those in use", async () => {
    const { user } = await renderApp({ url: `/environments?software=${MAX}&env=max2018_vray36` });
    const picker = within(await screen.findByRole("group", { name: "Plug-ins: 2 of 5" }));
    await user.type(picker.getByRole("searchbox"), "coro");
    expect(picker.getAllByRole("combobox").map((one) => one.closest("label")?.firstChild?.textContent)).toEqual([
      "corona",
    ]);
    await user.clear(picker.getByRole("searchbox"));
    await user.click(picker.getByRole("checkbox", { name: "Used only" }));
    expect(picker.getAllByRole("combobox")).toHaveLength(2);
    await user.clear(picker.getByRole("searchbox"));
    await user.type(picker.getByRole("searchbox"), "nothing");
    expect(picker.getByText("No plug-in is called that.")).toBeVisible();
  });

  it("offers Linux only where the software renders on it", async () => {
    await renderApp({ url: `/environments?software=${MAX}&act=new` });
    expect(await screen.findByRole("radio", { name: "Linux" })).toBeDisabled();
    expect(screen.queryByRole("radio", { name: "Render setup" })).toBeNull();
  });

  it("does not send again what may have been done: the list is read and shows it", async () => {
    const { user, farm, faults, asked } = await renderApp({ url: `/environments?software=${MAX}&act=new` });
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "once");
    faults.set("addRenderEnv", { kind: "outage", after: true }, { times: 1 });
    await user.click(screen.getByRole("button", { name: "Create" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("It is not known whether the farm did it");
    expect(await screen.findByRole("link", { name: "once" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Create" }));
    expect(await screen.findByText("An environment of this name exists.")).toBeVisible();
    expect(asked("addRenderEnv")).toBe(1);
    expect(names(farm.farm)).toContain("once");
  });

  it("says that a new one is saved but not the default when only that was refused", async () => {
    const { user, farm, faults } = await renderApp({ url: `/environments?software=${MAX}&act=new` });
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "nearly");
    await user.click(screen.getByRole("checkbox", { name: /Make it the default/ }));
    faults.set("setDefaultRenderEnv", { kind: "refuse", code: 500 }, { times: 1 });
    await user.click(screen.getByRole("button", { name: "Create" }));
    expect(await screen.findByText("nearly is saved, but is not the default")).toBeVisible();
    expect(farm.farm.environments.find(({ editName }) => editName === "max2018_vray36")?.isDefault).toBe(1);
  });
});

it("stops a rename before the old one is deleted when the copy could not become the default", async () => {
  const { user, farm, faults, asked } = await renderApp({ url: `/environments?software=${MAX}&env=max2018_vray36` });
  await user.click(await screen.findByRole("button", { name: "Rename…" }));
  const field = await screen.findByRole("textbox", { name: "New name" });
  await user.clear(field);
  await user.type(field, "renamed");
  faults.set("setDefaultRenderEnv", { kind: "refuse", code: 500 }, { times: 1 });
  await user.click(screen.getByRole("button", { name: "Copy and delete the old one" }));
  expect(await screen.findByText("Both exist now: “max2018_vray36” and “renamed”.")).toBeVisible();
  expect(asked("deleteRenderEnv")).toBe(0);
  expect(names(farm.farm)).toEqual(expect.arrayContaining(["max2018_vray36", "renamed"]));
});
