import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { findGrid, findRow, layers, renderApp, rowNames } from "../test/render-app";

const WARDROBE = "衣帽间.max";
const searchField = () => screen.getByRole("searchbox");
const eta = () => [...document.querySelectorAll("[data-column=eta]")].map((cell) => cell.textContent).join(" ");
const groups = () => within(screen.getByRole("group", { name: "Groups" })).getAllByRole("button");
const group = (name: RegExp) => within(screen.getByRole("group", { name: "Groups" })).getByRole("button", { name });
const header = (name: RegExp) => screen.getByRole("columnheader", { name });

describe("the rows", () => {
  it("show the specification's shell by the roll-up of its leaves, and its two passes below it", async () => {
    const { user } = await renderApp();
    const row = await findRow(WARDROBE);
    expect(within(row).getByText("Finished")).toBeVisible();
    expect(within(row).getByText("18 / 18")).toBeVisible();
    expect(await within(row).findByText("8.27")).toBeVisible();
    expect(row).toHaveAttribute("aria-expanded", "false");
    expect(row).toHaveAttribute("aria-level", "1");

    await user.click(within(row).getByRole("button", { name: "Show 2 layers" }));
    await waitFor(() => expect(layers()).toHaveLength(2));
    const passes = layers();
    expect(passes.map((pass) => within(pass).getByText(/ \/ /).textContent)).toEqual(["1 / 1", "17 / 17"]);
    expect(passes[0]).toHaveTextContent("Photon pass");
    expect(passes[1]).toHaveTextContent("Main pass");
    expect(await findRow(WARDROBE)).toHaveAttribute("aria-expanded", "true");
    await waitFor(() => expect(location.search).toBe("?open=18278"));
  });

  it("are as many as the history has; only those in the window are rendered", async () => {
    const { requestCount } = await renderApp({ farm: { tasks: 230 } });
    expect(await screen.findByText("230 tasks")).toBeVisible();
    const grid = await findGrid();
    await waitFor(() => expect(grid).toHaveAttribute("aria-rowcount", "231"));
    expect(within(grid).getAllByRole("row").length).toBeLessThan(40);
    expect(requestCount("getTaskList")).toBe(3);
    expect(within(grid).getAllByRole("row")[1]).toHaveAttribute("aria-rowindex", "2");
  });

  it("stay when one row of the response is malformed, and the page counts it", async () => {
    await renderApp({ prepare: (faults) => faults.set("getTaskList", { kind: "malformedRow" }) });
    expect(await screen.findByText(/1 row of the farm’s response is not readable/)).toBeVisible();
    expect(rowNames()).toHaveLength(12);
  });

  it("disappear when the farm has no such task any more, while the others are refreshed", async () => {
    const { user, farm, pass } = await renderApp();
    await findRow("3d66.com_593362_2018.max");
    const gone = farm.farm.jobs.findIndex((job) => job.id === 19084);
    farm.farm.jobs.splice(gone, 1);
    farm.farm.jobsById.delete(19084);
    // The first refresh misses it in the list, the next one requests it by id.
    for (let round = 0; round < 2; round += 1) {
      pass(6);
      await user.click(screen.getByRole("button", { name: "Refresh" }));
    }
    await waitFor(() => expect(screen.queryByText("3d66.com_593362_2018.max")).not.toBeInTheDocument());
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    expect(await findRow(WARDROBE)).toBeVisible();
  });

  it("are free again when the task of the open menu vanishes", async () => {
    const { user, farm } = await renderApp();
    const row = await findRow(WARDROBE);
    await user.click(within(row).getByRole("button", { name: `Actions for ${WARDROBE}` }));
    expect(await screen.findByRole("menu")).toBeVisible();
    farm.read("deleteTask", { taskParam: [18278] });
    const { taskIdList } = farm.read("createTask", { count: 1 });
    farm.read("submitTask", { taskId: taskIdList[0] });
    // A refresh by focusing the window: a click on Refresh would close the menu.
    act(() => void window.dispatchEvent(new Event("visibilitychange")));
    expect(await screen.findByText(`task_${taskIdList[0]}.ma`)).toBeVisible();
    expect(screen.queryByRole("menu")).not.toBeInTheDocument();
    expect(screen.queryByText(/more task matches/)).not.toBeInTheDocument();
    expect(await screen.findByText("The farm no longer has this task. It was deleted.")).toBeVisible();
  });

  it("keep their place while one is selected; new tasks are counted until then", async () => {
    const { user, farm } = await renderApp();
    await user.click(within(await findRow(WARDROBE)).getByRole("checkbox"));
    const { taskIdList } = farm.read("createTask", { count: 1 });
    farm.read("submitTask", { taskId: taskIdList[0] });
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    expect(await screen.findByText(/^1 more task matches/)).toBeVisible();
    expect(rowNames()).toHaveLength(12);

    await user.click(await screen.findByRole("button", { name: "Clear selection" }));
    expect(await findRow(`task_${taskIdList[0]}.ma`)).toBeVisible();
    expect(screen.queryByText(/more task matches/)).not.toBeInTheDocument();
  });
});

describe("searching and filtering", () => {
  it("narrows at once, shows how many match, and puts the text on the URL", async () => {
    const { user } = await renderApp();
    await findRow(WARDROBE);
    await user.type(searchField(), "3D66 MAX");
    await waitFor(async () => expect(rowNames()).toEqual(["3d66.com_593362_2018.max"]));
    expect(screen.getByText("1 of 12 tasks")).toBeVisible();
    await waitFor(() => expect(new URLSearchParams(location.search).get("q")).toBe("3D66 MAX"));
  });

  it("by a group is a button, is on the URL, and is undone by a second press", async () => {
    const { user } = await renderApp();
    await findRow(WARDROBE);
    const running = group(/^Running/);
    expect(running).toHaveTextContent("Running 7");
    const counts = groups().map(({ textContent }) => textContent);
    await user.click(running);
    await waitFor(async () => expect(rowNames()).toHaveLength(7));
    expect(running).toHaveAttribute("aria-pressed", "true");
    await waitFor(() => expect(location.search).toBe("?group=running"));
    expect(groups().map(({ textContent }) => textContent)).toEqual(counts);

    await user.click(running);
    await waitFor(async () => expect(rowNames()).toHaveLength(12));
  });

  it("by a state within a group offers the states of that group with their counts", async () => {
    const { user } = await renderApp();
    await findRow(WARDROBE);
    await user.click(group(/^Running/));
    await user.click(within(screen.getByRole("banner")).getByRole("button", { name: "Status" }));
    const states = await screen.findByRole("group", { name: "Status" });
    expect(within(states).getByRole("checkbox", { name: /Rendering\s*4/ })).toBeVisible();
    expect(within(states).queryByRole("checkbox", { name: /Failed/ })).not.toBeInTheDocument();
    await user.click(within(states).getByRole("checkbox", { name: /Rendering/ }));
    await waitFor(() => expect(location.search).toBe("?group=running&status=rendering"));
    await user.keyboard("{Escape}");
    expect(screen.getByRole("button", { name: "Status: Rendering" })).toBeVisible();
    await user.click(group(/^Ended/));
    await waitFor(() => expect(location.search).toBe("?group=ended"));
  });

  it("by groups is one Tab stop, with arrow keys between them", async () => {
    const { user } = await renderApp();
    await findRow(WARDROBE);
    const all = groups();
    const stops = () => all.filter(({ tabIndex }) => tabIndex === 0);
    expect(all).toHaveLength(4);
    expect(stops()).toEqual(all.slice(0, 1));
    act(() => all[0]?.focus());
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(all[2]).toHaveFocus();
    await user.keyboard("{End}");
    expect(all[3]).toHaveFocus();
    await user.keyboard("{ArrowRight}");
    expect(all[0]).toHaveFocus();
    await user.keyboard("{ArrowLeft} ");
    await waitFor(() => expect(all[3]).toHaveAttribute("aria-pressed", "true"));
    expect(stops()).toEqual(all.slice(3));
  });

  it("by a group has no counts before the first response", async () => {
    await renderApp({ url: "/tasks?group=ended", prepare: (faults) => faults.set("getTaskList", { kind: "hang" }) });
    expect(await screen.findByRole("button", { name: /^Ended/, pressed: true })).toHaveTextContent(/^\D*$/);
  });

  it("is undone at once, whichever filters are set", async () => {
    const { user } = await renderApp({ url: "/tasks?q=max&group=ended&status=finished&from=yesterday&sort=cost" });
    expect(await screen.findByText("No task matches the filters")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Clear all" }));
    await waitFor(() => expect(location.search).toBe("?sort=cost"));
    expect(rowNames()).toHaveLength(12);
    expect(screen.queryByRole("button", { name: "Clear all" })).not.toBeInTheDocument();
  });

  it("begins with the filters of the URL", async () => {
    await renderApp({ url: "/tasks?q=max&status=finished,stopped&sort=cost" });
    await findRow(WARDROBE);
    expect(rowNames()).toEqual(["3d66.com_593362_2018.max", WARDROBE]);
    expect(searchField()).toHaveValue("max");
    expect(await screen.findByRole("button", { name: "Status · 2" })).toBeVisible();
  });

  it("without a match offers to clear the filters", async () => {
    const { user } = await renderApp({ url: "/tasks?q=nowhere" });
    await user.click(await screen.findByRole("button", { name: "Clear all filters" }));
    expect(await findRow(WARDROBE)).toBeVisible();
    expect(searchField()).toHaveValue("");
  });

  it.each([
    "sort=bogus&open=x&task=-1&from=never&other=1",
    "sort=-bogus&status=nonsense",
    "ended=2026-99-99T99:99Z&sort=menu",
  ])("survives an invalid URL: %s", async (search) => {
    await renderApp({ url: `/tasks?${search}` });
    expect(await findRow(WARDROBE)).toBeVisible();
    expect(rowNames()).toHaveLength(12);
    expect(header(/^Submitted/)).toHaveAttribute("aria-sort", "descending");
  });
});

it("shows a message when watching all of one's tasks starts and stops", async () => {
  const { user } = await renderApp();
  await findRow(WARDROBE);
  await user.click(await screen.findByRole("button", { name: "More" }));
  await user.click(await screen.findByRole("menuitem", { name: "Watch all my tasks" }));
  expect(await screen.findByText(/^Watching all your tasks/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "More" }));
  await user.click(await screen.findByRole("menuitem", { name: "Stop watching all my tasks" }));
  expect(await screen.findByText(/^No longer watching all your tasks/)).toBeVisible();
});

describe("sorting", () => {
  it("by a click on a header is in aria-sort and on the URL", async () => {
    const { user } = await renderApp();
    await findRow(WARDROBE);
    expect(header(/^Submitted/)).toHaveAttribute("aria-sort", "descending");
    await user.click(within(header(/^Cost/)).getByRole("button"));
    await waitFor(() => expect(header(/^Cost/)).toHaveAttribute("aria-sort", "descending"));
    expect(rowNames()[0]).toBe(WARDROBE);
    expect(header(/^Submitted/)).toHaveAttribute("aria-sort", "none");
    await waitFor(() => expect(location.search).toBe("?sort=-cost"));

    await user.click(within(header(/^Cost/)).getByRole("button"));
    await waitFor(() => expect(header(/^Cost/)).toHaveAttribute("aria-sort", "ascending"));
    expect(rowNames().at(-1)).toBe(WARDROBE);
  });
});

describe("the panel of a task", () => {
  it("opens with a click on its row, is on the URL, and closes", async () => {
    const { user } = await renderApp();
    await user.click(await findRow(WARDROBE));
    const panel = await screen.findByRole("complementary", { name: "Task details" });
    expect(within(panel).getByRole("heading", { level: 2 })).toHaveTextContent(WARDROBE);
    expect(within(panel).getByText("P18278")).toBeVisible();
    await waitFor(() => expect(location.search).toBe("?task=18278"));

    await user.click(within(panel).getByRole("button", { name: "Close details" }));
    await waitFor(() => expect(panel).not.toBeInTheDocument());
    await waitFor(() => expect(location.search).toBe(""));
  });

  it("opens from a link, and shows when there is no such task", async () => {
    const { unmount } = await renderApp({ url: "/tasks?task=18278" });
    const panel = await screen.findByRole("complementary", { name: "Task details" });
    expect(within(panel).getByText("P18278")).toBeVisible();
    unmount();
    await renderApp({ url: "/tasks?task=99" });
    expect(await screen.findByText("Task not found")).toBeVisible();
    expect(await screen.findByText("It was deleted, or belongs to another account.")).toBeVisible();
  });

  it("keeps the name of a task that is deleted, and says so", async () => {
    const { user, farm, pass } = await renderApp({ url: "/tasks?task=19084" });
    const panel = await screen.findByRole("complementary", { name: "Task details" });
    expect(within(panel).getByText("P19084")).toBeVisible();
    farm.read("deleteTask", { taskParam: [19084] });
    for (let round = 0; round < 2; round += 1) {
      pass(6);
      await user.click(screen.getByRole("button", { name: "Refresh" }));
      await waitFor(() => expect(screen.getByRole("button", { name: "Refresh" })).toBeEnabled());
    }
    expect(await within(panel).findByText("The farm no longer has this task. It was deleted.")).toBeVisible();
    expect(within(panel).getByRole("heading", { level: 2 })).toHaveTextContent("3d66.com_593362_2018.max");
  });

  it("of a task without layers shows its status once and links to its frames", async () => {
    const { user } = await renderApp();
    await user.click(await findRow("tvc_s320_sh0530_fx_v001.ma"));
    const panel = await screen.findByRole("complementary", { name: "Task details" });
    expect(within(panel).getAllByText("Rendering", { selector: "span" })).toHaveLength(1);
    expect(within(panel).getByRole("link", { name: "Frames" })).toHaveAttribute("href", "/tasks/40001");
  });
});

describe("when the farm cannot be read", () => {
  it("an estimate stays as it was after the last response", async () => {
    const { pass } = await renderApp();
    await findRow(WARDROBE);
    const before = eta();
    expect(before).toMatch(/\d\d:\d\d–/);
    pass(3600);
    // The page reads its clock again when the window becomes visible.
    act(() => void document.dispatchEvent(new Event("visibilitychange")));
    expect(eta()).toBe(before);
  });

  it("the first time, the page shows the failure and retries on a click", async () => {
    const { user, faults } = await renderApp({
      prepare: (before) => before.set("getTaskList", { kind: "badGateway" }),
    });
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("502");
    faults.clear();
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await findRow(WARDROBE)).toBeVisible();
  });

  it.each([
    ["a gateway's page", { kind: "badGateway" }, /502/],
    ["half an answer", { kind: "truncated" }, /does not match the protocol/],
    ["a refusal of the signature", { kind: "refuse", code: 611 }, /611/],
  ] as const)("later, by %s, the page keeps every row and says that it is old", async (_, fault, message) => {
    const { user, faults } = await renderApp();
    await findRow(WARDROBE);
    const before = rowNames();
    faults.set("getTaskList", fault);
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(message);
    expect(alert).toHaveTextContent("Showing the last data received.");
    expect(rowNames()).toEqual(before);

    faults.clear();
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(alert).not.toBeInTheDocument());
  });

  it("once without a response, the page retries automatically", async () => {
    const { farm } = await renderApp({
      prepare: (faults) => faults.set("getTaskList", { kind: "outage" }, { times: 1 }),
    });
    expect(await findRow(WARDROBE)).toBeVisible();
    expect(farm.farm.requestLog.filter(({ name }) => name === "getTaskList")).toHaveLength(1);
  });
});

describe("a new task", () => {
  it("is reserved, stored in this browser, and submitted after its files are uploaded", async () => {
    const { user, farm, requestCount } = await renderApp();
    await findRow(WARDROBE);
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "New task…" }));
    await user.click(await screen.findByRole("button", { name: "Reserve 1 id" }));
    const dialog = screen.getByRole("dialog");
    const [id] = [...farm.farm.reservations.keys()].slice(-1);
    expect(await within(dialog).findByText(`2W${id}`)).toBeVisible();
    expect(await within(dialog).findByText("10201")).toBeVisible();
    expect(Object.values(localStorage).join()).toContain(`2W${id}`);

    await user.click(within(dialog).getByRole("button", { name: "Submit…" }));
    expect(requestCount("submitTask")).toBe(0);
    await user.click(within(dialog).getByRole("button", { name: "Submit task" }));
    await waitFor(() => expect(requestCount("submitTask")).toBe(1));
    expect(await screen.findByText(`2W${id} submitted`)).toBeVisible();
    expect(farm.farm.jobsById.has(id ?? 0)).toBe(true);
    expect(requestCount("createTask")).toBe(1);
  });
});
