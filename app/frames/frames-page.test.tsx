import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { storeOf } from "../../mocks/farm/engine/frames";
import { inspectTask } from "../../mocks/farm/farm";
import { type TestFarm, testFarm } from "../../mocks/farm/test-farm";
import { setFrameStates } from "../test/frame-states";
import { hideCharges } from "../test/hide-charges";
import { type RenderedApp, type RenderOptions, renderApp } from "../test/render-app";

const scenes = {
  rendering: "dragon_s010_sh0200_lighting_v012.ma",
  owed: "毕业设计_最终版_真的最终版.c4d",
  withFailed: "robot_s040_sh0110_fx_v003.ma",
  behindFailedPass: "主卧_日景_v005.max",
  layersStopped: "forest_s011_sh0090_lighting_v006.ma",
  tiles: "庭院鸟瞰_黄昏_v007.max",
  priority: "别墅外立面_黄昏_v010.max",
  channels: "مشهد_المدينة_ليلا_v002.max",
  groups: "סצנה_עיר_v001.blend",
  simulation: "ocean_s005_sh0020_fx_v014.hip",
} as const;

/** One task of every kind; a farm of the same seed gives its tasks the same ids. */
const farmOptions = { tasks: 40 };
const { jobs } = testFarm(farmOptions).farm;
const jobOf = (scene: string) => {
  const job = jobs.find(({ sceneName }) => sceneName === scene);
  if (!job) throw new Error(`no task ${scene}`);
  return job;
};
const idOf = (scene: string) => jobOf(scene).id;

const open = (scene: string, search = "", options: RenderOptions = {}) =>
  renderApp({ url: `/tasks/${idOf(scene)}${search}`, farm: farmOptions, ...options });

const findTable = () => screen.findByRole("treegrid", { name: "Frames" });
const rows = () => [...document.querySelectorAll<HTMLElement>("[role=row][aria-level]")];
/** Waits until the table has this number of frames; most of them are not rendered. */
const findRows = (count: number) =>
  waitFor(() => {
    const table = screen.getByRole("treegrid", { name: "Frames" });
    expect(table).toHaveAttribute("aria-rowcount", String(count + 1));
    return table;
  });
const row = async (name: string) =>
  waitFor(() => {
    const found = rows().find((one) => one.getAttribute("aria-label") === `Frame ${name}`);
    if (!found) throw new Error(`no frame ${name}`);
    return found;
  });
const chip = (name: RegExp) => screen.findByRole("button", { name });
const bodies = ({ farm: { farm: state } }: RenderedApp, name: string) =>
  state.requestLog.filter((entry) => entry.name === name).map((entry) => entry.body);
const query = () => new URLSearchParams(window.location.search);

/** Puts the first frames of a task into these states, every other one without a start. */
const setStates =
  (states: readonly number[], scene: string) =>
  (_: unknown, farm: TestFarm): void => {
    setFrameStates(farm, idOf(scene), states);
    const leaf = farm.farm.leavesById.get(idOf(scene));
    for (const index of states.keys()) if (leaf && index % 2 === 0) storeOf(leaf).startedAt[index] = 0;
  };

describe("a plain task", () => {
  it("shows its figures, its frames, and the way back", async () => {
    await open(scenes.withFailed);
    expect(await findRows(200)).toBeVisible();
    expect(screen.getByRole("heading", { name: scenes.withFailed })).toBeVisible();
    expect(screen.getByText("188 of 200 finished")).toBeVisible();
    expect(screen.getByTitle("Failed")).toHaveTextContent("12");
    expect(screen.getByText(/^median · p95 .* · slowest /)).toBeVisible();
    expect(screen.getByRole("application", { name: /^200 frames as cells/ })).toBeVisible();
    expect(within(screen.getByRole("main")).getByRole("link", { name: "Tasks" })).toHaveAttribute(
      "href",
      expect.stringMatching(/^\/tasks\?.*task=/),
    );
    expect(screen.queryByRole("tablist")).not.toBeInTheDocument();
    expect(screen.queryByRole("tabpanel")).not.toBeInTheDocument();
  });

  it("shows its own state beside its name", async () => {
    await open(scenes.priority);
    await findTable();
    const heading = screen.getByRole("heading", { name: scenes.priority });
    expect(heading.parentElement).toHaveTextContent("Tests finished");
  });

  it.each(["999999999", "abc", "0", "-4"])("says that task %s does not exist", async (id) => {
    await renderApp({ url: `/tasks/${id}`, farm: farmOptions });
    expect(await screen.findByText("Task not found")).toBeVisible();
    expect(screen.getByRole("link", { name: "Go to Tasks" })).toHaveAttribute("href", "/tasks");
  });

  it("shows every state as text, an unknown one by its number, with and without times", async () => {
    const states = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 37];
    await open(scenes.withFailed, "", { prepare: setStates(states, scenes.withFailed) });
    const words = [
      "Waiting",
      // It has rendered for hours.
      /Slow: [\d.,]+× median/,
      "Stopped",
      "Finished",
      "Failed",
      "Waits for preprocessing",
      "Waits for photon frames",
      "Waits for priority frames",
      "Waits for the photon pass",
      "Waits for the simulation",
      "Timed out",
      "Waits for a sub-frame",
      "Unknown (37)",
    ];
    for (const [index, word] of words.entries()) expect(await row(String(index + 1))).toHaveTextContent(word);
    expect(await chip(/Unknown ?1$/)).toBeVisible();
  });
});

it("shows the owed amount of a frame that could not be paid", async () => {
  await open(scenes.owed, "?status=done&sort=-frame");
  await findTable();
  expect((await screen.findAllByText(/^0\.\d+ owed$/)).length).toBeGreaterThan(0);
});

it("shows the whole charge of a partly paid frame, and the part that is owed", async () => {
  await open(scenes.owed, "?status=done&sort=-cost", {
    prepare: (_, { farm }) => {
      const leaf = jobOf(scenes.owed).leaves[0];
      const store = leaf && storeOf(farm.leavesById.get(leaf.id) ?? leaf);
      const first = store?.status.indexOf(4) ?? -1;
      if (!store || first < 0) throw new Error("no finished frame");
      Object.assign(store.account, { [first]: 3025 });
      Object.assign(store.coupon, { [first]: 150 });
      Object.assign(store.arrears, { [first]: 1025 });
    },
  });
  await findTable();
  const cell = await screen.findByTitle("10.25 owed");
  expect(cell).toHaveTextContent("42.00");
  expect(cell).toHaveTextContent("10.25 owed");
});

describe("frame types and names", () => {
  it.each([
    ["tiles", scenes.tiles, "", ["main", "composite"], ["0", "0 · tile 1"]],
    ["priority", scenes.priority, "?sort=type", ["priority", "main"], ["1"]],
    ["channels", scenes.channels, "?sort=-type", ["channel"], ["1"]],
    ["photons", scenes.behindFailedPass, "", ["photon"], ["0"]],
    ["simulation", scenes.simulation, `?layer=${jobOf(scenes.simulation).leaves[0]?.id}`, ["simulation"], ["1"]],
  ])("%s are shown in words", async (_, scene, search, types, names) => {
    await open(scene, search);
    await findTable();
    await waitFor(() => expect(rows().length).toBeGreaterThan(0));
    const shown = rows().map((one) => one.textContent ?? "");
    for (const type of types) expect(shown.some((text) => text.includes(type))).toBe(true);
    for (const name of names) expect(shown.some((text) => text.startsWith(name))).toBe(true);
  });
});

describe("a shell", () => {
  it("shows its passes as tabs with their states, the failed one first", async () => {
    const { user } = await open(scenes.behindFailedPass);
    const [photon, main, ...others] = await screen.findAllByRole("tab");
    if (!photon || !main) throw new Error("two passes");
    expect(others).toEqual([]);
    expect(photon).toHaveAttribute("aria-selected", "true");
    expect(photon).toHaveTextContent(/Photon.*Failed|Photon.*failed/i);
    expect(screen.queryByText(/^Blocked:/)).not.toBeInTheDocument();
    photon.focus();
    await user.keyboard("{ArrowRight}");
    await waitFor(() => expect(main).toHaveAttribute("aria-selected", "true"));
    expect(main).toHaveFocus();
    await user.keyboard("{Home}");
    await waitFor(() => expect(photon).toHaveFocus());
    expect(main).toHaveTextContent("Blocked");
    await user.keyboard("{End}");
    await waitFor(() => expect(main).toHaveFocus());
    expect(screen.getByRole("tabpanel", { name: /^Main pass/ })).toContainElement(screen.getByRole("application"));
    expect(await screen.findByText(/^Blocked: .*photon.* did not finish/i)).toBeVisible();
    expect(await row("1")).toHaveTextContent("Waits for the photon pass");
    expect(query().get("layer")).toBe(String(jobOf(scenes.behindFailedPass).leaves[1]?.id));
  });

  it("keeps filters, order and colours in another pass, but neither log nor search", async () => {
    const view = "?status=failed&sort=-time&color=time&range=1-100&search=1&log=5&line=3";
    const { user } = await open(scenes.behindFailedPass, view);
    const tabs = await screen.findAllByRole("tab");
    await user.click(tabs.at(-1) ?? document.body);
    await waitFor(() => expect(query().get("layer")).toBe(String(jobOf(scenes.behindFailedPass).leaves.at(-1)?.id)));
    expect([...query().keys()].toSorted()).toEqual(["color", "layer", "range", "sort", "status"]);
  });

  it("stays on its layer when another layer becomes the preferred one", async () => {
    const app = await open(scenes.behindFailedPass);
    await app.user.click(await screen.findByRole("button", { name: /^Rerender \d+ failed frames?/ }));
    const dialog = await screen.findByRole("dialog");
    await confirm(app, dialog);
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    const [photon] = screen.getAllByRole("tab");
    expect(photon).toHaveAttribute("aria-selected", "true");
  });

  it("does not call a layer blocked when another layer was stopped", async () => {
    const [first, second] = jobOf(scenes.layersStopped).leaves;
    await open(scenes.layersStopped, `?layer=${second?.id}`, {
      prepare: (_, { farm: state }) => {
        const [stopped, waiting] = [first, second].map((leaf) => state.leavesById.get(leaf?.id ?? 0));
        if (stopped) stopped.status = 10;
        if (waiting) waiting.status = 0;
      },
    });
    expect(await screen.findByRole("tab", { selected: true })).toHaveTextContent("Waiting");
    expect(screen.queryByText(/^Blocked:/)).not.toBeInTheDocument();
  });
});

describe("filters", () => {
  it("filter by state, with counts, in the URL", async () => {
    const { user } = await open(scenes.withFailed);
    await user.click(await chip(/Failed ?12$/));
    expect(await findRows(12)).toBeVisible();
    expect(query().get("status")).toBe("failed");
    for (const one of rows()) expect(one).toHaveTextContent("Failed");
    await user.click(await chip(/Failed ?12$/));
    expect(await findRows(200)).toBeVisible();
    expect(query().has("status")).toBe(false);
  });

  it("come from the URL", async () => {
    await open(scenes.withFailed, "?status=failed,timedOut&range=1-100&sort=-frame&color=time");
    await waitFor(() => expect(rows().length).toBeGreaterThan(0));
    const numbers = rows().map((one) => Number(one.getAttribute("aria-label")?.slice(6)));
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect(Math.max(...numbers)).toBeLessThanOrEqual(100);
    expect(await chip(/Failed ?\d+$/)).toHaveAttribute("aria-pressed", "true");
    expect(screen.getByRole("button", { name: "Colour: render time" })).toBeVisible();
  });

  it("count several types; a colour scale names its ends", async () => {
    await open(scenes.withFailed, "?type=5,8&color=time");
    expect(await screen.findByRole("button", { name: "Type · 2" })).toBeVisible();
    expect(await screen.findByRole("img", { name: /^Colour scale from 0s to ≥ \d+m \d+s$/ })).toBeVisible();
  });

  it("ignore an invalid URL and show all frames in natural order", async () => {
    await open(scenes.withFailed, "?status=nonsense&sort=bogus");
    await findRows(200);
    expect(screen.getByRole("columnheader", { name: "Frame" })).toHaveAttribute("aria-sort", "ascending");
  });

  it("point at the wrong character of a range; a valid range goes into the URL", async () => {
    const { user } = await open(scenes.withFailed);
    await findTable();
    const field = screen.getByRole("textbox", { name: "Frame range" });
    await user.type(field, "1-10x");
    const alert = await screen.findByText("Number missing:");
    expect(alert).toHaveAttribute("role", "alert");
    expect(alert).toHaveTextContent("1-10x▸");
    expect(field).toHaveAccessibleDescription(/^Number missing: 1-10x▸$/);
    expect(field).toBeInvalid();
    expect(query().get("range")).not.toBe("1-10x");
    await user.type(field, "3, 200-");
    expect(await findRows(5)).toBeVisible();
    expect(query().get("range")).toBe("1-10x3, 200-");
    expect(field).toHaveValue("1-10x3, 200-");
    expect(field).toHaveAccessibleDescription("5 frames");
    expect(field).toBeValid();
    expect(rows().map((one) => one.getAttribute("aria-label"))).toEqual(
      ["1", "4", "7", "10", "200"].map((name) => `Frame ${name}`),
    );
    await user.clear(field);
    expect(await findRows(200)).toBeVisible();
  });

  it("can be cleared where no frame matches", async () => {
    const { user } = await open(scenes.withFailed, "?range=5000-");
    await user.click(await screen.findByRole("button", { name: "Clear filters" }));
    expect(await findRows(200)).toBeVisible();
  });

  it("say that only a part of the frames is loaded where none of it matches", async () => {
    await open(scenes.withFailed, "?range=150-", { prepare: refuseRequest(2) });
    expect(await screen.findByRole("heading", { name: /^No loaded frame matches/ })).toBeVisible();
  });

  it("filter by name at once, and search at the farm on Enter", async () => {
    const app = await open(scenes.withFailed);
    await findTable();
    const requestsBefore = app.requestCount("queryTaskFrames");
    const field = screen.getByRole("searchbox");
    await app.user.type(field, "19");
    expect(await findRows(12)).toBeVisible();
    expect(field).toHaveValue("19");
    expect(app.requestCount("queryTaskFrames")).toBe(requestsBefore);
    await app.user.keyboard("{Enter}");
    expect(await screen.findByRole("button", { name: "Farm: 19" })).toBeVisible();
    await waitFor(() => expect(bodies(app, "queryTaskFrames").at(-1)).toMatchObject({ searchKeyword: "19" }));
    expect(await findRows(12)).toBeVisible();
    await app.user.click(screen.getByRole("button", { name: "Farm: 19" }));
    expect(await findRows(200)).toBeVisible();
  });
});

/** A finished frame that took much longer than the others. */
const slowFirstFrame = (_: unknown, { farm }: TestFarm): void => {
  const leaf = farm.leavesById.get(idOf(scenes.withFailed));
  const store = leaf && storeOf(leaf);
  if (store) store.seconds[store.status.indexOf(4)] = 40_000;
};

describe("figures", () => {
  it("mark what is computed from a part of the frames; rendering frames come from the task", async () => {
    const app = await open(scenes.rendering, "?search=2399");
    await findRows(1);
    const { executing } = app.farm.leaf(idOf(scenes.rendering));
    expect(executing).toBeGreaterThan(0);
    expect(screen.getByTitle("Rendering")).toHaveTextContent(String(executing));
    expect(screen.queryByText(/idle/)).not.toBeInTheDocument();
    expect(screen.getAllByText(/ \*$/).length).toBeGreaterThan(1);
    expect(screen.getByText("* loaded frames only")).toBeVisible();
    // The search finds no rendering frame, so nothing is compared with the median.
    expect(screen.getByText("rendering")).toBeVisible();
    expect(screen.getByText("ETA: when all frames are loaded")).toBeVisible();
  });

  it("make no statement on frames before any is loaded", async () => {
    await open(scenes.withFailed, "?status=failed", {
      prepare: (faults) => faults.set("queryTaskFrames", { kind: "hang" }),
    });
    expect(await screen.findByText("Loading frames…")).toBeVisible();
    expect(screen.getByText("188 of 200 finished")).toBeVisible();
    expect(await chip(/Failed/)).toHaveTextContent(/^\D*$/);
    expect(screen.getByTitle("Failed").parentElement).toHaveTextContent(/^Failed12failed$/);
    for (const claim of [/no frame has finished/, /retried/, /No frame matches/])
      expect(screen.queryByText(claim)).not.toBeInTheDocument();
  });

  it("keep their places when a task has ended", async () => {
    await open(scenes.withFailed);
    await findRows(200);
    expect(screen.getByTitle("ETA")).toHaveTextContent("—");
    expect(screen.getByTitle("Rendering")).toHaveTextContent("0");
    expect(screen.getByTitle("Time left")).toHaveTextContent("—");
  });

  it("show the frames that they count, and all again", async () => {
    const { user } = await open(scenes.withFailed, "", { prepare: slowFirstFrame });
    await findRows(200);
    const failed = within(screen.getByTitle("Failed")).getByRole("button");
    await user.click(failed);
    expect(await findRows(12)).toBeVisible();
    expect(failed).toHaveAttribute("aria-pressed", "true");
    await user.click(failed);
    expect(await findRows(200)).toBeVisible();
    await user.click(await screen.findByRole("button", { name: "1 outlier" }));
    expect(await findRows(1)).toBeVisible();
    expect(query().get("sort")).toBe("-ratio");
    expect(await chip(/Outliers ?1$/)).toHaveAttribute("aria-pressed", "true");
    // A figure of no frame is no button.
    expect(within(screen.getByTitle("Rendering")).queryByRole("button")).not.toBeInTheDocument();
  });
});

describe("old frames", () => {
  const large = { farm: { tasks: 40, frames: 6000 } };
  const crowd = testFarm(large.farm).farm.jobs.find(({ sceneName }) => sceneName.startsWith("crowd_"));

  it("show their age until the loaded frames add up to the counts of the farm", async () => {
    const app = await renderApp({ url: `/tasks/${crowd?.id}`, ...large });
    await findRows(6000);
    const line = screen.getByRole("contentinfo");
    app.pass(2 * 3600);
    const refresh = () => {
      app.pass(1);
      return app.user.click(screen.getByRole("button", { name: "Refresh" }));
    };
    await refresh();
    expect(await screen.findByText(/^[\d,]+ frames were loaded 2h 0m ago and may have changed/)).toBeVisible();
    expect(line).toHaveTextContent(/Data is 2h 0m old/);
    await waitFor(async () => {
      await refresh();
      expect(line).not.toHaveTextContent(/Data is .* old/);
    });
    expect(screen.queryByText(/may have changed/)).not.toBeInTheDocument();
  });
});

describe("where charges are hidden", () => {
  it("neither colour nor order reveals which frames cost more", async () => {
    const { user } = await open(scenes.withFailed, "?color=cost&sort=-cost", {
      prepare: (_, { farm }) => hideCharges(farm),
    });
    await user.click(await screen.findByRole("button", { name: "Colour: status" }));
    const menu = await screen.findByRole("menu");
    expect(within(menu).getAllByRole("menuitem")).toHaveLength(2);
    await findRows(200);
    const order = rows().map((one) => one.getAttribute("aria-label"));
    expect(order.slice(0, 3)).toEqual(["Frame 1", "Frame 2", "Frame 3"]);
    expect(screen.queryByRole("columnheader", { name: /^Cost/ })).not.toBeInTheDocument();
  });
});

describe("frame labels in the range field", () => {
  it.each([
    [scenes.groups, "Frame range", "2–4", "2–4"],
    [scenes.groups, "searchbox", "5–7", "5–7"],
    [scenes.tiles, "searchbox", "tile 3", "0 · tile 3"],
  ])("in %s: %s %s", async (scene, where, text, found) => {
    const { user } = await open(scene);
    await findTable();
    const field = where === "searchbox" ? screen.getByRole("searchbox") : screen.getByRole("textbox", { name: where });
    await user.type(field, text);
    expect(await row(found)).toBeVisible();
    await waitFor(() => expect(rows().length).toBeLessThan(9));
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });
});

/** The number of selected frames and their sum, which has an element of its own. */
const selectionText = (pattern: RegExp) => (_: string, element: Element | null) =>
  element?.getAttribute("aria-live") === "polite" && pattern.test(element.textContent ?? "");

describe("selection", () => {
  it("is shared by strip and table, has a sum, and is not in the URL", async () => {
    const { user } = await open(scenes.withFailed);
    await user.click(within(await row("2")).getByRole("checkbox"));
    expect(await screen.findByText(selectionText(/^1 selected · ¥/))).toBeVisible();
    const strip = screen.getByRole("application");
    strip.focus();
    await user.keyboard("{ArrowRight}{ArrowRight} ");
    expect(await row("3")).toHaveAttribute("aria-selected", "true");
    expect(screen.getByText(selectionText(/^2 selected · ¥/))).toBeVisible();
    await user.keyboard("{Shift>}{ArrowRight}{ArrowRight}{/Shift}");
    for (const name of ["2", "3", "4", "5"]) expect(await row(name)).toHaveAttribute("aria-selected", "true");
    expect(await row("6")).toHaveAttribute("aria-selected", "false");
    expect(window.location.search).toBe("");
    await user.click(screen.getByRole("button", { name: "Clear selection" }));
    expect(screen.queryByText(/selected · /)).not.toBeInTheDocument();
  });

  it("says how many of its frames the filters hide", async () => {
    const { user } = await open(scenes.withFailed);
    await user.click(await chip(/Failed ?12$/));
    await findRows(12);
    rows()[0]?.focus();
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText(selectionText(/^12 selected · ¥[\d.]+$/))).toBeVisible();
    await user.click(await chip(/Failed ?12$/));
    await user.click(await chip(/Finished ?188$/));
    expect(await screen.findByText("12 hidden by filters")).toBeVisible();
  });

  it("changes by keys on the strip, and is rendered again", async () => {
    const { user } = await open(scenes.withFailed);
    await findRows(200);
    screen.getByRole("application").focus();
    await user.keyboard("{ArrowRight}{Shift>}{ArrowRight}{ArrowRight}{ArrowRight}{/Shift}");
    expect(await screen.findByText(/^4 selected/)).toBeVisible();
    await user.keyboard("{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}");
    expect(await screen.findByText(/^2 selected/)).toBeVisible();
    await user.keyboard("{Escape}");
    expect(screen.queryByText(/selected · /)).not.toBeInTheDocument();
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText(/^200 selected/)).toBeVisible();
    await user.keyboard("r");
    expect(await screen.findByRole("dialog", { name: "Rerender 200 selected frames?" })).toBeVisible();
  });

  it("grows and shrinks by keys in the table", async () => {
    const { user } = await open(scenes.withFailed);
    (await row("2")).focus();
    await user.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}");
    expect(await screen.findByText(/^4 selected/)).toBeVisible();
    await user.keyboard("{Shift>}{ArrowUp}{ArrowUp}{/Shift}");
    expect(await screen.findByText(/^2 selected/)).toBeVisible();
  });

  it("takes no frame that does not match the filters", async () => {
    const { user } = await open(scenes.withFailed, "?range=2-3");
    await findRows(2);
    screen.getByRole("application").focus();
    await user.keyboard(" ");
    expect(screen.queryByText(/selected · /)).not.toBeInTheDocument();
    await user.keyboard("{ArrowRight} {ArrowRight}{ArrowRight} ");
    expect(await screen.findByText(/^1 selected/)).toBeVisible();
  });

  it("survives a refresh", async () => {
    const app = await open(scenes.tiles);
    const [first] = await waitFor(() => {
      if (rows().length === 0) throw new Error("no rows yet");
      return rows();
    });
    if (!first) throw new Error("no row");
    await app.user.click(within(first).getByRole("checkbox"));
    const requestsBefore = app.requestCount("queryTaskFrames");
    app.pass(1800);
    await app.user.click(screen.getByRole("button", { name: "Refresh" }));
    await waitFor(() => expect(app.requestCount("queryTaskFrames")).toBeGreaterThan(requestsBefore));
    expect(await screen.findByText(/^1 selected/)).toBeVisible();
  });
});

const failedOf = ({ farm: { farm: state } }: RenderedApp) =>
  inspectTask(state, idOf(scenes.withFailed)).flatMap(({ frames }) =>
    frames.map((frame, index) => ({ ...frame, name: String(index + 1) })).filter(({ status }) => status === 5),
  );

/** Refuses one request for frames, counted from 1. */
const refuseRequest =
  (number: number): NonNullable<RenderOptions["prepare"]> =>
  (faults) => {
    const take = faults.take.bind(faults);
    let requestCount = 0;
    faults.take = (name) => {
      if (name === "queryTaskFrames") requestCount += 1;
      return name === "queryTaskFrames" && requestCount === number ? { kind: "refuse", code: 500 } : take(name);
    };
  };

async function confirm({ user }: RenderedApp, dialog: HTMLElement) {
  const button = within(dialog).getByRole("button", { name: /^Rerender / });
  await waitFor(() => expect(button).toBeEnabled());
  await user.click(button);
}

/** Chooses “Rerender all” and waits for the counts. */
const openAllDialog = async (app: RenderedApp) => {
  expect(await findRows(200)).toBeVisible();
  await app.user.click(screen.getByRole("button", { name: "More" }));
  await app.user.click(await screen.findByRole("menuitem", { name: "Rerender all 200 frames…" }));
  const dialog = await screen.findByRole("dialog", { name: "Rerender all 200 frames?" });
  const button = within(dialog).getByRole("button", { name: "Rerender all 200 frames" });
  await waitFor(() => expect(within(dialog).queryByRole("status")).not.toBeInTheDocument());
  return { dialog, button };
};

describe("the rerender dialog", () => {
  it("names the price, sends one request, and reads back that the failed frames render", async () => {
    const app = await open(scenes.withFailed);
    const failed = failedOf(app);
    expect(failed).toHaveLength(12);
    await app.user.click(await screen.findByRole("button", { name: /^Rerender 12 failed frames · ¥/ }));
    const dialog = await screen.findByRole("dialog", { name: "Rerender 12 failed frames?" });
    expect(dialog).toHaveTextContent(/About ¥[\d.]+–¥[\d.]+ 12 frames × median ¥[\d.]+ of 188 finished frames/);
    expect(dialog).toHaveTextContent("188 finished frames are kept");
    expect(app.requestCount("restartFailedFrames")).toBe(0);
    await confirm(app, dialog);
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(await screen.findByText("Rerendering 12 frames")).toBeVisible();
    expect(bodies(app, "restartFailedFrames")).toEqual([{ taskParam: [idOf(scenes.withFailed)] }]);
    expect(app.requestCount("restartFrame")).toBe(0);
    expect(failedOf(app)).toEqual([]);
    const [task] = inspectTask(app.farm.farm, idOf(scenes.withFailed));
    const again = task?.frames.filter(({ resubmits }) => resubmits === 1).map(({ id }) => id);
    expect(again).toEqual(failed.map(({ id }) => id));
    expect(screen.queryByRole("button", { name: /^Rerender .* failed/ })).not.toBeInTheDocument();
    // The focused button was unmounted.
    expect(document.activeElement).toHaveAttribute("role", "row");
  });

  it("does not open by key where no frame has failed", async () => {
    const app = await open(scenes.tiles);
    await findTable();
    (await row("0 · tile 1")).focus();
    await app.user.keyboard("r");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("names the failed frames of a search by id", async () => {
    const app = await open(scenes.withFailed, "?search=1");
    const button = await screen.findByRole("button", { name: /^Rerender \d+ failed frames?/ });
    const count = Number(/\d+/.exec(button.textContent ?? "")?.[0]);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(12);
    await app.user.click(button);
    await confirm(app, await screen.findByRole("dialog"));
    await waitFor(() => expect(failedOf(app)).toHaveLength(12 - count));
    expect(app.requestCount("restartFailedFrames")).toBe(0);
    expect(bodies(app, "restartFrame")).toMatchObject([{ selectAll: 0 }]);
    await app.user.click(await screen.findByRole("button", { name: "More" }));
    expect(await screen.findByRole("menuitem", { name: /^Rerender all/ })).toBeDisabled();
  });

  it("does not open for selected frames of which none has ended, and says why", async () => {
    const { user } = await open(scenes.rendering, "?status=waiting&range=2390-2400");
    await findRows(11);
    rows()[0]?.focus();
    await user.keyboard(" r");
    const reason = "None of the selected frames has ended: nothing to rerender.";
    await waitFor(() => expect(screen.getAllByText(reason)).toHaveLength(2));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^Rerender 0/ })).not.toBeInTheDocument();
  });

  it("leaves out selected frames that wait or render already", async () => {
    const states = [4, 5, 1];
    const app = await open(scenes.withFailed, "", { prepare: setStates(states, scenes.withFailed) });
    for (const name of ["1", "2", "3"]) await app.user.click(within(await row(name)).getByRole("checkbox"));
    await app.user.click(screen.getByRole("button", { name: /^Rerender 2 selected/ }));
    const dialog = await screen.findByRole("dialog", { name: "Rerender 2 selected frames?" });
    expect(dialog).toHaveTextContent("1 selected frame is waiting or rendering and is not included.");
    await confirm(app, dialog);
    await waitFor(() => expect(app.requestCount("restartFrame")).toBe(1));
    const [first = 0] = inspectTask(app.farm.farm, idOf(scenes.withFailed)).flatMap(
      ({ frames }) => frames[0]?.id ?? [],
    );
    expect(bodies(app, "restartFrame")).toEqual([
      { taskId: idOf(scenes.withFailed), selectAll: 0, ids: [first, first + 1] },
    ]);
  });

  it("requires a checkbox for all frames, and goes by the counts of the task without reading pages", async () => {
    const app = await open(scenes.withFailed);
    const { dialog, button } = await openAllDialog(app);
    expect(dialog).toHaveTextContent("200 frames have ended (188 finished)");
    expect(dialog).toHaveTextContent(/About ¥[\d.]+–¥[\d.]+ 200 frames × median ¥[\d.]+ of 188 finished frames/);
    expect(button).toBeDisabled();
    await app.user.click(within(dialog).getByRole("checkbox"));
    expect(button).toBeEnabled();
    expect(app.requestCount("queryTaskFrames")).toBe(2);
    app.pass(1);
    await app.user.click(button);
    expect(await screen.findByText("Rerendering 200 frames")).toBeVisible();
    expect(bodies(app, "restartFrame")).toMatchObject([{ selectAll: 1 }]);
    expect(await chip(/Finished ?0$/)).toBeVisible();
  });

  it("counts frames of all that ended after the load, and names the basis of the price", async () => {
    const app = await open(scenes.withFailed, "", {
      prepare: (_, { farm: state }) => {
        const leaf = state.leavesById.get(idOf(scenes.withFailed));
        if (leaf) leaf.counts = { ...leaf.counts, done: leaf.counts.done - 8, waiting: 8 };
      },
    });
    const { dialog } = await openAllDialog(app);
    expect(dialog).toHaveTextContent("192 frames have ended (180 finished)");
    expect(dialog).toHaveTextContent("8 frames are waiting or rendering and are rendered once.");
    expect(dialog).toHaveTextContent("Estimated from the 200 ended frames loaded so far.");
  });

  it("says that nothing was changed when a rerender of all frames is refused", async () => {
    const app = await open(scenes.withFailed, "", {
      prepare: (faults) => faults.set("restartFrame", { kind: "refuse", code: 605 }),
    });
    const { dialog, button } = await openAllDialog(app);
    await app.user.click(within(dialog).getByRole("checkbox"));
    await app.user.click(button);
    expect(await within(dialog).findByRole("alert")).toHaveTextContent(/not enough permissions.*Nothing was changed/);
    expect(dialog).toHaveTextContent("By the task’s counts, 200 frames have not been resubmitted yet.");
  });

  it("lists the frames without effect when the request is refused", async () => {
    const app = await open(scenes.withFailed, "", {
      prepare: (faults) => faults.set("restartFailedFrames", { kind: "refuse", code: 605 }),
    });
    await app.user.click(await screen.findByRole("button", { name: /^Rerender 12 failed frames/ }));
    const dialog = await screen.findByRole("dialog");
    await confirm(app, dialog);
    expect(await within(dialog).findByRole("alert")).toHaveTextContent(/not enough permissions.*Nothing was changed/);
    expect(dialog).toHaveTextContent("12 frames are not rerendering yet:");
    expect(within(dialog).getAllByRole("listitem")).toHaveLength(12);
    expect(failedOf(app)).toHaveLength(12);
  });

  it("reads old frames again before it sends", async () => {
    const app = await open(scenes.rendering);
    const button = await screen.findByRole("button", { name: /^Rerender \d+ failed frames/ });
    await findRows(2400);
    const before = Number(/\d+/.exec(button.textContent ?? "")?.[0]);
    app.pass(6 * 3600);
    await app.user.click(button);
    const dialog = await screen.findByRole("dialog");
    await waitFor(() => expect(within(dialog).queryByRole("status")).not.toBeInTheDocument());
    const { failed } = app.farm.leaf(idOf(scenes.rendering));
    expect(failed).toBeGreaterThan(before);
    expect(dialog).toHaveAccessibleName(`Rerender ${failed} failed frames?`);
    await confirm(app, dialog);
    expect(await screen.findByText(`Rerendering ${failed} frames`)).toBeVisible();
    expect(app.farm.leaf(idOf(scenes.rendering)).failed).toBe(0);
  });

  it("names the loaded frames where the farm counts more failed ones", async () => {
    const app = await open(scenes.withFailed, "", {
      prepare: (_, { farm: state }) => {
        const leaf = state.leavesById.get(idOf(scenes.withFailed));
        if (leaf) leaf.counts = { ...leaf.counts, done: leaf.counts.done - 3, failed: leaf.counts.failed + 3 };
      },
    });
    await app.user.click(await screen.findByRole("button", { name: /^Rerender 12 failed frames/ }));
    const dialog = await screen.findByRole("dialog", { name: "Rerender 12 failed frames?" });
    expect(dialog).toHaveTextContent("The farm counts 3 more failed frames that are not loaded yet");
    await confirm(app, dialog);
    await waitFor(() => expect(app.requestCount("restartFrame")).toBe(1));
    expect(app.requestCount("restartFailedFrames")).toBe(0);
    expect(failedOf(app)).toEqual([]);
  });

  it("reads the result again when it could not be read", async () => {
    const app = await open(scenes.withFailed);
    await app.user.click(await screen.findByRole("button", { name: /^Rerender 12 failed frames/ }));
    const dialog = await screen.findByRole("dialog");
    await waitFor(() => expect(within(dialog).getByRole("button", { name: /^Rerender / })).toBeEnabled());
    app.faults.set("queryTaskFrames", { kind: "refuse", code: 500 });
    await confirm(app, dialog);
    expect(await within(dialog).findByText(/^The farm accepted the request, but/)).toBeVisible();
    expect(dialog).not.toHaveTextContent("not rerendering");
    app.faults.clear();
    await app.user.click(within(dialog).getByRole("button", { name: "Check again" }));
    expect(await screen.findByText("Rerendering 12 frames")).toBeVisible();
    expect(app.requestCount("restartFailedFrames")).toBe(1);
  });

  it("whose effect comes later is accepted first, and done when the frames are read again", async () => {
    const app = await open(scenes.withFailed);
    await app.user.click(await screen.findByRole("button", { name: /^Rerender 12 failed frames/ }));
    const dialog = await screen.findByRole("dialog");
    app.farm.farm.effectDelayMs = 4000;
    await confirm(app, dialog);
    expect(await within(dialog).findByText(/no effect seen yet.*Looking again within 5 s\.$/)).toBeVisible();
    expect(dialog).toHaveTextContent("12 frames are not rerendering yet:");
    app.pass(5);
    expect(await within(dialog).findByText("Rerendering 12 frames", undefined, { timeout: 15_000 })).toBeVisible();
    expect(dialog).not.toHaveTextContent("no effect seen yet");
    expect(app.requestCount("restartFailedFrames")).toBe(1);
  });

  it("says that it was done when only the response was lost, under the confirmed title", async () => {
    const app = await open(scenes.withFailed);
    app.faults.set("restartFailedFrames", { kind: "outage", after: true });
    await app.user.click(await screen.findByRole("button", { name: /^Rerender 12 failed frames/ }));
    const dialog = await screen.findByRole("dialog");
    await confirm(app, dialog);
    expect(await within(dialog).findByRole("alert")).toHaveTextContent(
      "The farm did not confirm, but the request took effect: Rerendering 12 frames.",
    );
    expect(dialog).toHaveAccessibleName("Rerender 12 failed frames?");
    expect(dialog).not.toHaveTextContent("Check the result before you try again");
  });

  it("sends nothing when cancelled", async () => {
    const app = await open(scenes.withFailed);
    await app.user.click(await screen.findByRole("button", { name: /^Rerender 12 failed frames/ }));
    await app.user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(app.requestCount("restartFailedFrames")).toBe(0);
  });

  it("cannot be confirmed on data that cannot be refreshed", async () => {
    const app = await open(scenes.withFailed);
    await findTable();
    const ask = await screen.findByRole("button", { name: /^Rerender 12 failed frames/ });
    app.faults.set("queryTaskFrames", { kind: "refuse", code: 500 });
    await app.user.click(ask);
    const dialog = await screen.findByRole("dialog");
    const button = within(dialog).getByRole("button", { name: "Rerender 12 failed frames" });
    const again = await within(dialog).findByRole("button", { name: "Check again" });
    expect(button).toBeDisabled();
    app.faults.clear();
    await app.user.click(again);
    await waitFor(() => expect(button).toBeEnabled());
  });
});

describe("pages of frames", () => {
  it("hide no other page when one fails, and only that one is requested again", async () => {
    const app = await open(scenes.withFailed, "", { prepare: refuseRequest(2) });
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("Page 2 is missing. All other frames are shown.");
    expect(alert).toHaveTextContent(/Request: Frames\. \S/);
    expect(await findRows(100)).toBeVisible();
    const requestsBefore = app.requestCount("queryTaskFrames");
    await app.user.click(within(alert).getByRole("button", { name: "Load page" }));
    expect(await findRows(200)).toBeVisible();
    expect(alert).not.toBeInTheDocument();
    expect(bodies(app, "queryTaskFrames").slice(requestsBefore)).toMatchObject([{ pageNum: 2 }]);
  });

  it("remain visible when a refresh fails", async () => {
    const app = await open(scenes.rendering);
    await findRows(2400);
    app.pass(3600);
    app.faults.set("queryTaskFrames", { kind: "refuse", code: 500 });
    await app.user.click(screen.getByRole("button", { name: "Refresh" }));
    const alert = await screen.findByText(/could not be refreshed and show the last data received/);
    expect(alert).not.toHaveTextContent("missing");
    const [, listed = ""] = /\(([\d, ]+)\)/.exec(alert.textContent ?? "") ?? [];
    const numbers = listed.split(", ").map(Number);
    expect(numbers.length).toBeGreaterThan(1);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    await findRows(2400);
  });

  it("are requested again with the next refresh after a failure", async () => {
    const { user, pass } = await open(scenes.withFailed, "", { prepare: refuseRequest(2) });
    await screen.findByText(/Page 2 is missing/);
    pass(5);
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    expect(await findRows(200)).toBeVisible();
  });

  it("can be retried when the first one fails", async () => {
    const { user } = await open(scenes.withFailed, "", { prepare: refuseRequest(1) });
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await findRows(200)).toBeVisible();
  });

  it("are not requested while the counts of the task do not change", async () => {
    const app = await open(scenes.withFailed);
    await findTable();
    await waitFor(() => expect(app.requestCount("queryTaskFrames")).toBe(2));
    for (const seconds of [5, 5, 5]) {
      app.pass(seconds);
      const requestsBefore = app.requestCount("queryTaskInfo");
      await app.user.click(screen.getByRole("button", { name: "Refresh" }));
      await waitFor(() => expect(app.requestCount("queryTaskInfo")).toBeGreaterThan(requestsBefore));
    }
    expect(app.requestCount("queryTaskFrames")).toBe(2);
  });

  it("are requested again when their frames were restarted elsewhere", async () => {
    const app = await open(scenes.withFailed);
    await chip(/Failed ?12$/);
    app.pass(5);
    app.farm.read("restartFailedFrames", { taskParam: [idOf(scenes.withFailed)] });
    await app.user.click(screen.getByRole("button", { name: "Refresh" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Rerender .* failed/ })).not.toBeInTheDocument());
    const moving = await screen.findAllByRole("button", { name: /(Waiting|Rendering) ?[1-9]\d*$/ });
    expect(moving.length).toBeGreaterThan(0);
  });

  it("of a search are requested again when their frames were restarted elsewhere", async () => {
    const app = await open(scenes.withFailed, "?search=1");
    const found = failedOf(app).filter(({ name }) => name.includes("1"));
    expect(found.length).toBeGreaterThan(1);
    expect(await chip(new RegExp(`Failed ?${found.length}$`))).toBeVisible();
    app.pass(5);
    const ids = found.slice(1).map(({ id }) => id);
    app.farm.read("restartFrame", { taskId: idOf(scenes.withFailed), selectAll: 0, ids });
    await app.user.click(screen.getByRole("button", { name: "Refresh" }));
    expect(await chip(/Failed ?1$/)).toBeVisible();
  });

  it("count a malformed frame and show the others", async () => {
    await open(scenes.priority, "", { prepare: (faults) => faults.set("queryTaskFrames", { kind: "malformedRow" }) });
    expect(await screen.findByText("1 frame of the farm’s response is not readable and not shown.")).toBeVisible();
    expect(await findRows(41)).toBeVisible();
  });
});

it("is complete in Chinese", async () => {
  await open(scenes.withFailed, "", { preferences: { language: "zh" } });
  expect(await screen.findByRole("button", { name: /^重渲12个失败帧/ })).toBeVisible();
  expect(screen.getByText("已完成 188 / 200")).toBeVisible();
});
