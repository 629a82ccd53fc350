/** The frames page with the current dialect: the features beyond 2018, and their absence with the 2018 dialect. */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { inspectTask } from "../../mocks/farm/farm";
import { type TestFarm, testFarm } from "../../mocks/farm/test-farm";
import { setFrameStates } from "../test/frame-states";
import { hangFrame } from "../test/hang-frame";
import { type RenderedApp, type RenderOptions, renderApp } from "../test/render-app";

const scenes = {
  withFailed: "robot_s040_sh0110_fx_v003.ma",
  rendering: "dragon_s010_sh0200_lighting_v012.ma",
  tiles: "庭院鸟瞰_黄昏_v007.max",
} as const;

/** One task of every kind; a farm of the same seed gives its tasks the same ids. */
const farmOptions = { tasks: 40 };
const { jobs } = testFarm(farmOptions).farm;
const idOf = (scene: string) => {
  const job = jobs.find(({ sceneName }) => sceneName === scene);
  if (!job) throw new Error(`no task ${scene}`);
  return job.id;
};
const open = (scene: string, search = "", options: RenderOptions = {}) =>
  renderApp({ url: `/tasks/${idOf(scene)}${search}`, farm: farmOptions, dialect: "current", ...options });

const findRows = (count: number) =>
  waitFor(() => {
    const table = screen.getByRole("treegrid", { name: "Frames" });
    expect(table).toHaveAttribute("aria-rowcount", String(count + 1));
    return table;
  });
const rows = () => [...document.querySelectorAll<HTMLElement>("[role=row][aria-level]")];
const bodies = ({ farm: { farm: state } }: RenderedApp, name: string) =>
  state.requestLog.filter((entry) => entry.name === name).map((entry) => entry.body);
const query = () => new URLSearchParams(window.location.search);
const failedOf = ({ farm: { farm: state } }: RenderedApp) =>
  inspectTask(state, idOf(scenes.withFailed)).flatMap(({ frames }) => frames.filter((frame) => frame.status === 5));
const findPanel = () => screen.findByRole("complementary", { name: /^Log of frame/ });
const confirm = async (app: RenderedApp, dialog: HTMLElement, name: RegExp) => {
  const button = within(dialog).getByRole("button", { name });
  await waitFor(() => expect(button).toBeEnabled());
  await app.user.click(button);
};

const doneRow = () => rows().find((row) => row.textContent?.includes("Finished"));
/** The texts of the rendered cells of a column. */
const cells = (id: string) =>
  [...document.querySelectorAll(`[role=gridcell][data-column=${id}]`)].map((cell) => cell.textContent ?? "");
const hangMark = () => document.querySelector("[role=gridcell][data-column=cpu] [title]");

/** Puts the first frames of a task into the given states. */
const setStates =
  (states: readonly number[], scene: string) =>
  (_: unknown, farm: TestFarm): void =>
    setFrameStates(farm, idOf(scene), states);

/** Opens the log of the first failed frame by its button. */
const openLog = async (options: RenderOptions = {}) => {
  const app = await open(scenes.withFailed, "?status=failed", options);
  await findRows(12);
  const [button] = await screen.findAllByRole("button", { name: /^Log of frame/ });
  if (button) await app.user.click(button);
  return app;
};

const openDialog = async (app: RenderedApp, item: RegExp) => {
  await app.user.click(await screen.findByRole("button", { name: "Stop frames" }));
  await app.user.click(await screen.findByRole("menuitem", { name: item }));
  return screen.findByRole("dialog");
};

describe("the log of a frame", () => {
  it("opens from the row of a failed frame, with links to error codes", async () => {
    const app = await openLog();
    const panel = await findPanel();
    const lines = await within(panel).findByRole("region", { name: /^\d+ lines$/ });
    fireEvent.scroll(lines, { target: { scrollTop: 1_000_000 } });
    expect(await within(panel).findByText(/ERROR.*Maya/, { selector: "code" })).toHaveTextContent(/ERROR \d{5}: Maya/);
    expect(within(panel).getByRole("heading", { name: /^Log of frame \d+$/ })).toHaveFocus();
    expect(within(panel).getByText("✕").closest("[data-tone]")).toHaveTextContent("Failed");
    expect(within(panel).getByRole("link", { name: /^\d{5}$/ })).toHaveAttribute(
      "href",
      expect.stringMatching(/^\/settings\?section=errors&code=\d{5}$/),
    );
    expect(query().get("log")).toBe(String(failedOf(app)[0]?.id));
    // The click selects no row.
    expect(screen.queryByText(/^1 selected/)).not.toBeInTheDocument();
  });

  it("opens by the key l, closes by Escape, and returns the focus to its row", async () => {
    const app = await open(scenes.withFailed, "?status=failed");
    await findRows(12);
    const row = rows()[1];
    row?.focus();
    await app.user.keyboard("l");
    expect(await findPanel()).toHaveAccessibleName(`Log of ${row?.getAttribute("aria-label")?.toLowerCase()}`);
    await app.user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("complementary", { name: /^Log/ })).not.toBeInTheDocument());
    expect(query().has("log")).toBe(false);
    expect(rows()[1]).toHaveFocus();
  });

  it("has a search whose current line is in the URL", async () => {
    const { user } = await openLog();
    const panel = await findPanel();
    await user.type(within(panel).getByRole("searchbox"), "cache");
    const found = await within(panel).findByText(/^\d+ lines$/);
    const count = Number.parseInt(found.textContent ?? "", 10);
    expect(count).toBeGreaterThan(2);
    await user.keyboard("{Enter}");
    expect(found).toHaveTextContent(`1 of ${count}`);
    const first = query().get("line");
    await user.click(within(panel).getByRole("button", { name: "Next match" }));
    expect(found).toHaveTextContent(`2 of ${count}`);
    await user.keyboard("{Enter}");
    await user.click(within(panel).getByRole("button", { name: "Previous match" }));
    await user.click(within(panel).getByRole("button", { name: "Previous match" }));
    expect(query().get("line")).toBe(first);
    expect(within(panel).getByRole("button", { name: `Copy link to line ${first}` })).toBeVisible();
    await user.clear(within(panel).getByRole("searchbox"));
    await user.type(within(panel).getByRole("searchbox"), "zzz");
    expect(found).toHaveTextContent("no matches");
  });

  it("steps through its errors and wraps around", async () => {
    const { user } = await openLog();
    const next = await within(await findPanel()).findByRole("button", { name: "Next of 3 error lines" });
    const seen: (string | null)[] = [];
    for (let step = 0; step < 4; step += 1) {
      await user.click(next);
      seen.push(query().get("line"));
    }
    expect(new Set(seen).size).toBe(3);
    expect(seen[3]).toBe(seen[0]);
  });

  it("is loaded page by page, and only a failed page is requested again", async () => {
    const app = await open(scenes.tiles, "", {
      prepare: (faults) => faults.set("showLog", { kind: "refuse", code: 500 }),
    });
    await waitFor(() => expect(doneRow()).toBeDefined());
    doneRow()?.focus();
    await app.user.keyboard("l");
    const panel = await findPanel();
    const again = await within(panel).findByRole("button", { name: "Try again" });
    app.faults.clear();
    const before = app.requestCount("showLog");
    await app.user.click(again);
    expect(await within(panel).findByRole("region", { name: /^3\d\d lines$/ })).toBeVisible();
    expect(bodies(app, "showLog").slice(before)).toMatchObject([{ pageNum: 1 }, { pageNum: 2 }]);
  });

  it("is empty for a frame that has not run", async () => {
    await open(
      scenes.tiles,
      `?log=${inspectTask(testFarm(farmOptions).farm, idOf(scenes.tiles))[0]?.frames.at(-1)?.id}`,
    );
    expect(await within(await findPanel()).findByText("No log: the frame has not rendered yet.")).toBeVisible();
  });
});

describe("stopping frames", () => {
  it("names the loss and reads back the result", async () => {
    const app = await open(scenes.tiles);
    await findRows(17);
    const dialog = await openDialog(app, /^Stop \d+ rendering…$/);
    expect(dialog).toHaveTextContent(/4 frames are rendering: .+ of rendering is lost/);
    await confirm(app, dialog, /^Stop 4 frames$/);
    expect(await screen.findByText("4 frames stopped")).toBeVisible();
    expect(bodies(app, "stopTaskFrames")).toEqual([{ taskId: idOf(scenes.tiles), selectAll: 1, status: [2] }]);
    expect(await screen.findByRole("button", { name: /Stopped ?4$/ })).toBeVisible();
  });

  it("names selected frames by id and leaves out ended ones", async () => {
    const app = await open(scenes.tiles);
    await findRows(17);
    await app.user.click(
      screen.getByRole("treegrid", { name: "Frames" }).querySelector("[role=row][tabindex='0']") ?? document.body,
    );
    await app.user.keyboard("{Control>}a{/Control}");
    const dialog = await openDialog(app, /selected…$/);
    const count = Number(/Stop (\d+) selected/.exec(dialog.textContent ?? "")?.[1]);
    expect(dialog).toHaveTextContent(`${17 - count} selected frames have already ended`);
    await confirm(app, dialog, /^Stop \d+ frames$/);
    await waitFor(() => expect(app.requestCount("stopTaskFrames")).toBe(1));
    expect(bodies(app, "stopTaskFrames")).toMatchObject([{ selectAll: 0 }]);
  });
});

it("renders timed-out frames again without failed ones", async () => {
  const app = await open(scenes.withFailed, "", { prepare: setStates([11, 11, 3], scenes.withFailed) });
  await findRows(200);
  await app.user.click(screen.getByRole("button", { name: "More" }));
  expect(await screen.findByRole("menuitem", { name: "Rerender 1 frame: Stopped…" })).toBeInTheDocument();
  await app.user.click(screen.getByRole("menuitem", { name: "Rerender 2 frames: Timed out…" }));
  const dialog = await screen.findByRole("dialog", { name: "Rerender 2 frames with status “Timed out”?" });
  await confirm(app, dialog, /^Rerender 2 frames$/);
  expect(await screen.findByText("Rerendering 2 frames")).toBeVisible();
  expect(bodies(app, "recommitTasks")).toEqual([{ taskIds: [idOf(scenes.withFailed)], status: [11] }]);
  expect(failedOf(app)).toHaveLength(12);
});

describe("nodes", () => {
  it("have columns for address and load, which sort the table", async () => {
    const app = await open(scenes.withFailed);
    await findRows(200);
    await waitFor(() => expect(cells("node")[0]).toMatch(/^10\.60\.\d+\.\d+$/));
    expect(cells("memory")[0]).toMatch(/^\d+\.\d GB$/);
    await app.user.click(screen.getByRole("button", { name: "CPU" }));
    const loads = cells("cpu").map((text) => Number.parseInt(text, 10));
    expect(loads.length).toBeGreaterThan(5);
    expect(loads).toEqual(loads.toSorted((a, b) => a - b));
  });

  it("with most failures are named; the page filters by one and renders its failed frames again", async () => {
    const app = await open(scenes.withFailed);
    await findRows(200);
    const button = await screen.findByRole("button", { name: /▲ 10\.60\.\d+\.\d+: \d+ of 12 failures/ });
    await app.user.click(button);
    const [name = ""] = /10\.60\.\d+\.\d+/.exec(button.textContent ?? "") ?? [];
    await app.user.click(await screen.findByRole("button", { name: `Show only node ${name}` }));
    expect(query().get("node")).toBe(name);
    await waitFor(() => {
      const shown = [...document.querySelectorAll("[role=gridcell][data-column=node]")];
      expect(shown.length).toBeGreaterThan(5);
      expect(shown.every((cell) => cell.textContent === name)).toBe(true);
    });
    await app.user.click(screen.getByRole("button", { name: /▲ 10\.60/ }));
    await app.user.click(await screen.findByRole("button", { name: /^Rerender the \d+ failed frames of 10\.60/ }));
    const dialog = await screen.findByRole("dialog", { name: /^Rerender \d+ selected frames\?$/ });
    await confirm(app, dialog, /^Rerender \d+ frames$/);
    await waitFor(() => expect(bodies(app, "restartFrame")).toMatchObject([{ selectAll: 0 }]));
    await app.user.click(screen.getByRole("button", { name: `Node ${name}` }));
    await findRows(200);
  });

  it("mark a frame without CPU load as hung", async () => {
    await open(scenes.rendering, "?status=hung&sort=cpu", {
      prepare: (_, farm) => void hangFrame(farm, idOf(scenes.rendering)),
    });
    await waitFor(() => expect(hangMark()).toHaveTextContent("▲"));
    expect(hangMark()).toHaveAttribute("title", "Hung: almost no CPU, longer than normal");
    expect(cells("status")[0]).toMatch(/^▲Hung: almost no CPU, longer than normal/);
    expect(await screen.findByRole("button", { name: /Hung \/ slow ?1$/ })).toHaveAttribute("aria-pressed", "true");
    expect(await findRows(1)).toBeVisible();
    // A log can tell why it hangs.
    expect(screen.getByRole("button", { name: /^Log of frame/ })).toBeEnabled();
  });
});

it("offers log, node and rerender in the menu of a row", async () => {
  const app = await open(scenes.withFailed, "?status=failed");
  await findRows(12);
  const menu = async () => {
    rows()[0]?.focus();
    await app.user.keyboard("{Shift>}{F10}{/Shift}");
    return screen.findByRole("menu");
  };
  await app.user.click(within(await menu()).getByRole("menuitem", { name: /^Show only node/ }));
  expect(query().get("node")).toMatch(/^10\.60/);
  await app.user.click(within(await menu()).getByRole("menuitem", { name: /^Rerender this frame ≈ ¥[\d.]+/ }));
  const dialog = await screen.findByRole("dialog");
  await app.user.click(within(dialog).getByRole("button", { name: "Cancel" }));
  await app.user.click(within(await menu()).getByRole("menuitem", { name: /^Open log/ }));
  expect(await findPanel()).toBeVisible();
});

it("shows the progress of tiles and the paths of their pictures", async () => {
  const app = await open(scenes.tiles);
  await app.user.click(await screen.findByRole("button", { name: "Tiles" }));
  const panel = await screen.findByRole("complementary", { name: "Progress of tiles" });
  const table = await within(panel).findByRole("table");
  expect(within(table).getAllByRole("row")).toHaveLength(17);
  expect(within(table).getAllByText(/^\/mnt\/output\/.*\.jpg$/)).toHaveLength(16);
  expect(panel.querySelector("img")).toBeNull();
  expect(within(panel).getByText(/^\d+ of 16 finished$/)).toBeVisible();
});

describe("with the 2018 dialect", () => {
  it("shows none of these features", async () => {
    const app = await open(scenes.tiles, "?log=5&node=10.60.1.1", { dialect: "2018" });
    await findRows(17);
    for (const name of ["Tiles", "Stop frames", /Failures by node/, /^Log/, /^Node/, "CPU", "Memory"])
      expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
    expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
    rows()[1]?.focus();
    await app.user.keyboard("l{Shift>}{F10}{/Shift}");
    const menu = await screen.findByRole("menu");
    const entries = within(menu).getAllByRole("menuitem");
    expect(entries.map(({ textContent }) => textContent?.replace(/ ≈.*/, ""))).toEqual([
      "Rerender this frame",
      "Copy frame number",
    ]);
    expect(query().get("log")).toBe("5");
  });

  it("offers no rerender by state", async () => {
    const { user } = await open(scenes.withFailed, "", {
      dialect: "2018",
      prepare: setStates([11, 11, 3], scenes.withFailed),
    });
    await findRows(200);
    await user.click(screen.getByRole("button", { name: "More" }));
    expect(await screen.findAllByRole("menuitem")).toHaveLength(1);
  });
});

/** Last: a refusal holds for the rest of the session. */
describe("an operation refused to this account", () => {
  it("disables the log buttons, with the reason", async () => {
    const { user } = await openLog({ prepare: (faults) => faults.set("showLog", { kind: "refuse", code: 605 }) });
    const panel = await findPanel();
    expect(await within(panel).findByRole("alert")).toHaveTextContent(/not enough permissions/);
    await user.click(within(panel).getByRole("button", { name: "Close" }));
    for (const button of screen.getAllByRole("button", { name: /^Log of frame/ })) {
      expect(button).toBeDisabled();
      expect(button).toHaveAttribute("title", expect.stringMatching(/not enough permissions/));
    }
  });
  it("says that nothing was stopped, and disables the menu", async () => {
    const app = await open(scenes.tiles, "", {
      prepare: (faults) => faults.set("stopTaskFrames", { kind: "refuse", code: 605 }),
    });
    await findRows(17);
    const dialog = await openDialog(app, /^Stop all \d+ unfinished…$/);
    await confirm(app, dialog, /^Stop \d+ frames$/);
    expect(await within(dialog).findByRole("alert")).toHaveTextContent(/Nothing was changed/);
    expect(dialog).toHaveTextContent(/\d+ frames are not stopped yet:/);
    await app.user.click(within(dialog).getAllByRole("button", { name: "Close" }).at(-1) ?? dialog);
    expect(screen.getByRole("button", { name: "Stop frames" })).toBeDisabled();
  });
});
