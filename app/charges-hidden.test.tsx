/**
 * An account that may see neither its balance nor charges: no page and no dialog shows an amount, in text, attribute, title or
 * file. Each place is opened a second time by an account that may see them and must show some there, so that the first result
 * means something.
 */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { inspectTask } from "../mocks/farm/farm";
import { type TestFarm, testFarm } from "../mocks/farm/test-farm";
import { sections } from "./settings/settings-search";
import { amountsInPage, amountsInText } from "./test/amounts";
import { hideCharges } from "./test/hide-charges";
import { findGrid, findRow, type RenderedApp, type RenderOptions, renderApp } from "./test/render-app";
import { saveFile } from "./ui/browser/save-file";

vi.mock("./ui/browser/save-file", () => ({ saveFile: vi.fn<typeof saveFile>() }));

const FARM = { tasks: 40 };
const HOUR_MS = 3_600_000;
const FAILED = "robot_s040_sh0110_fx_v003.ma";
const TILES = "庭院鸟瞰_黄昏_v007.max";
const start = testFarm(FARM);
const FINISHED = "衣帽间.max";
const idOf = (scene: string) => {
  const job = start.farm.jobs.find(({ sceneName }) => sceneName === scene);
  if (!job) throw new Error(`no task ${scene}`);
  return job.id;
};
const moneyColumns = "columns=status,scene,cost,accountCost,couponCost,arrears";

type Place = {
  readonly name: string;
  readonly url?: string;
  readonly options?: RenderOptions;
  /** Goes there; resolves when the place shows what it has. */
  readonly open: (app: RenderedApp) => Promise<unknown>;
  /** Text outside the document: a file. */
  readonly text?: () => string;
  /** The place shows no amount to anybody. */
  readonly neverAmounts?: true;
};

const click = async ({ user }: RenderedApp, role: string, name: string | RegExp) =>
  user.click(await screen.findByRole(role, { name }));
const openRowMenu = async ({ user }: RenderedApp, scene: string) =>
  user.click(within(await findRow(scene)).getByRole("button", { name: /^Actions for / }));
const openCommand = async (app: RenderedApp, scene: string, action: RegExp) => {
  await openRowMenu(app, scene);
  await click(app, "menuitem", action);
  return screen.findByRole("dialog");
};
const select = async ({ user }: RenderedApp, scene: string) =>
  user.click(within(await findRow(scene)).getByRole("checkbox"));
const openMore = async (app: RenderedApp, item: RegExp) => {
  await findGrid();
  await click(app, "button", "More");
  await click(app, "menuitem", item);
};
const openFrames = async () => screen.findByRole("treegrid", { name: "Frames" });
const openFrameAction = async (app: RenderedApp, item: RegExp) => {
  await openFrames();
  await click(app, "button", "More");
  await click(app, "menuitem", item);
  return screen.findByRole("dialog");
};

const framesOf = (scene: string, search = "") => `/tasks/${idOf(scene)}${search}`;
const current = { dialect: "current" } as const;
const leftBefore = () => {
  localStorage.setItem("renderdeck.visit.1", JSON.stringify({ ms: start.now() - 40 * 24 * HOUR_MS, cost: 0 }));
  window.dispatchEvent(new StorageEvent("storage", { key: "renderdeck.visit.1" }));
};

const places: readonly Place[] = [
  { name: "the columns of Tasks", url: `/tasks?q=衣帽间&${moneyColumns}&sort=-cost`, open: () => findRow(FINISHED) },
  {
    name: "the column chooser",
    open: async (app) => {
      await openMore(app, /^Columns/);
      await screen.findByRole("dialog");
    },
    neverAmounts: true,
  },
  {
    name: "the menu of a task",
    url: "/tasks?q=robot_s040",
    open: async (app) => {
      await openRowMenu(app, FAILED);
      await screen.findByRole("menuitem", { name: /^Rerender 12 failed/ });
    },
  },
  {
    name: "the dialog of a rerender",
    url: "/tasks?q=robot_s040",
    open: (app) => openCommand(app, FAILED, /^Rerender 12 failed/),
  },
  {
    name: "the selection bar",
    url: "/tasks?q=robot_s040",
    open: async (app) => {
      await select(app, FAILED);
      await screen.findByRole("button", { name: /^Rerender 12 failed/ });
    },
  },
  {
    name: "the command palette",
    url: "/tasks?q=robot_s040",
    open: async (app) => {
      await select(app, FAILED);
      await app.user.keyboard("{Control>}k{/Control}");
      await screen.findByRole("dialog");
      await screen.findByText(/^Rerender 12 failed frames/, {
        selector: "[role=option] *, .mantine-Spotlight-action *",
      });
    },
  },
  {
    name: "the task panel",
    url: `/tasks?task=${idOf(FAILED)}`,
    open: async () => screen.findByRole("complementary", { name: "Task details" }),
  },
  {
    name: "the report",
    open: async (app) => {
      await openMore(app, /^Report/);
      await screen.findByRole("article");
    },
  },
  {
    name: "the CSV",
    url: `/tasks?${moneyColumns}`,
    open: (app) => openMore(app, /^Export/),
    text: () => vi.mocked(saveFile).mock.lastCall?.[1] ?? "",
  },
  {
    name: "the summary after an absence",
    options: { prepare: leftBefore },
    open: async () => screen.findByRole("region", { name: /^Since you left/ }),
  },
  {
    name: "deleted tasks",
    options: {
      ...current,
      prepare: (_, farm) => void farm.read("deleteTask", { taskParam: [idOf(FINISHED)] }),
    },
    open: async (app) => {
      await openMore(app, /^Deleted tasks/);
      await within(await screen.findByRole("dialog")).findByText(/衣帽间/);
    },
  },
  { name: "Frames", url: framesOf(FAILED, "?color=cost&sort=-cost"), open: openFrames },
  {
    name: "selected frames",
    url: framesOf(FAILED),
    open: async (app) => {
      await openFrames();
      const [first] = await screen.findAllByRole("checkbox", { name: /^Select/ });
      if (first) await app.user.click(first);
      await screen.findByRole("button", { name: /^Rerender 1 / });
    },
  },
  {
    name: "the rerender of failed frames",
    url: framesOf(FAILED),
    open: async (app) => {
      await click(app, "button", /^Rerender 12 failed/);
      await screen.findByRole("dialog");
    },
  },
  { name: "the rerender of all frames", url: framesOf(FAILED), open: (app) => openFrameAction(app, /^Rerender all/) },
  {
    name: "the stop of frames",
    url: framesOf(TILES),
    options: current,
    open: async (app) => {
      await click(app, "button", "Stop frames");
      await click(app, "menuitem", /^Stop \d+ rendering/);
      await screen.findByRole("dialog");
    },
    neverAmounts: true,
  },
  {
    name: "the progress of tiles",
    url: framesOf(TILES),
    options: current,
    open: async (app) => {
      await click(app, "button", "Tiles");
      await screen.findByRole("complementary", { name: "Progress of tiles" });
    },
  },
  {
    name: "the log of a frame",
    url: framesOf(TILES, `?log=${inspectTask(start.farm, idOf(TILES))[0]?.frames.at(-1)?.id}`),
    options: current,
    open: async () => screen.findByRole("complementary", { name: /^Log/ }),
  },
  { name: "Monitor", url: "/monitor?since=7d", open: async () => screen.findAllByRole("article") },
  {
    name: "notifications",
    url: "/tasks?q=衣帽间",
    open: async (app) => {
      await openRowMenu(app, FINISHED);
      await click(app, "menuitem", "Watch this task");
      await click(app, "button", /notification/i);
    },
    neverAmounts: true,
  },
  {
    name: "Environments",
    url: "/environments",
    open: async () => screen.findByRole("heading", { level: 1 }),
    neverAmounts: true,
  },
  ...sections.map(
    (section): Place => ({
      name: `Settings, ${section}`,
      url: `/settings?section=${section}`,
      options: current,
      open: async () => screen.findByRole("heading", { level: 2 }),
      ...(section === "account" ? {} : { neverAmounts: true }),
    }),
  ),
];

const amountsAt = ({ text }: Place) => [...amountsInPage(document), ...amountsInText(text?.() ?? "")];

async function goTo({ url, options, open }: Place, prepare: (farm: TestFarm) => void) {
  const app = await renderApp({
    farm: FARM,
    ...(url === undefined ? {} : { url }),
    ...options,
    prepare: (faults, farm) => {
      options?.prepare?.(faults, farm);
      prepare(farm);
    },
  });
  await open(app);
  return app;
}
/** Looks in a row that must find nothing under way: a part that was just loaded asks only after it has rendered. */
const QUIET_LOOKS = 4;
/** Everything that the place asks for has been answered. */
function settled({ client }: RenderedApp) {
  let quiet = 0;
  return waitFor(() => {
    const isBusy = client.isFetching() > 0 || document.querySelector("[data-loading=true]") !== null;
    quiet = isBusy ? 0 : quiet + 1;
    expect(quiet).toBeGreaterThanOrEqual(QUIET_LOOKS);
  });
}

describe.each(places)("$name", (place) => {
  it("shows no amount where the account may not see them", async () => {
    const app = await goTo(place, ({ farm }) => hideCharges(farm));
    const profileReads = place.neverAmounts ? 0 : 1;
    await waitFor(() => expect(app.requestCount("queryUserProfile")).toBeGreaterThanOrEqual(profileReads));
    await settled(app);
    expect(amountsAt(place)).toEqual([]);
  });

  it.skipIf(place.neverAmounts)("shows amounts to others", async () => {
    await goTo(place, () => undefined);
    await waitFor(() => expect(amountsAt(place)).not.toEqual([]));
    cleanup();
  });
});
