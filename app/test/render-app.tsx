/** The whole page over a farm of its own: real providers, router, hooks and fetch client; only the network edge is msw. */
import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { vi } from "vitest";
import type { FarmOptions } from "../../mocks/farm/farm";
import { type TestFarm, testFarm } from "../../mocks/farm/test-farm";
import { createFaults, type Faults } from "../../mocks/faults";
import { createHandlers, type HealthAnswer } from "../../mocks/msw";
import { App } from "../app";
import { loadCatalogue } from "../i18n/messages";
import type { OperationName } from "../protocol/endpoints";
import { type Preferences, setPreferences } from "../ui/storage/preferences";
import { server } from "./server";

export type RenderOptions = {
  /** Path and search of the page that is opened. */
  readonly url?: string;
  readonly farm?: Partial<Omit<FarmOptions, "now">>;
  readonly preferences?: Partial<Preferences>;
  readonly health?: Partial<HealthAnswer>;
  /** Which protocol the server speaks to the farm; default 2018. */
  readonly dialect?: HealthAnswer["dialect"];
  /** Failures that are laid before the first request. */
  readonly prepare?: (faults: Faults, farm: TestFarm) => void;
};

/** Nothing happens by itself: no polling; a test presses Refresh. */
const quiet: Preferences = {
  language: "en",
  theme: "light",
  timeZone: "utc",
  density: "normal",
  polling: "off",
  shortcuts: true,
};

/** The specification's two tasks and ten of the studio's: few enough that every row is drawn. */
const SMALL_FARM_TASKS = 12;

/** Opens the page. The clocks of page and farm are one and stand still until `pass` moves them. */
export async function renderApp({
  url = "/tasks",
  farm: options = {},
  preferences = {},
  health = {},
  dialect = "2018",
  prepare,
}: RenderOptions = {}) {
  const farm = testFarm({ tasks: SMALL_FARM_TASKS, ...options });
  const faults = createFaults();
  prepare?.(faults, farm);
  server.use(...createHandlers({ farm: farm.farm, faults, dialect, health: () => health }));
  // Timers stay real: only what the page reads as the present is the farm's.
  vi.useFakeTimers({ toFake: ["Date"], now: farm.now() });
  window.history.replaceState(null, "", url);
  setPreferences({ ...quiet, ...preferences });
  const { language } = { ...quiet, ...preferences };
  const user = userEvent.setup();
  const view = render(<App catalogue={await loadCatalogue(language === "zh" ? "zh" : "en")} />);
  return {
    ...view,
    user,
    farm,
    faults,
    /** Lets seconds pass, for the farm and for the page. */
    pass: (seconds: number) => {
      farm.pass(seconds);
      vi.setSystemTime(farm.now());
    },
    /** How many requests of an operation the farm has received. */
    requestCount: (name: OperationName) => farm.farm.requestLog.filter((entry) => entry.name === name).length,
  };
}

/** The tree of tasks, once its first rows are there. */
export const findGrid = () => screen.findByRole("treegrid", { name: "Tasks" });

export type RenderedApp = Awaited<ReturnType<typeof renderApp>>;

/** Rows say their role themselves; asking each element of the page for its role takes ten times as long. */
const rowsOfLevel = (level: number) => [...document.querySelectorAll<HTMLElement>(`[role=row][aria-level="${level}"]`)];

/** Rows of layers and passes that are drawn. */
export const layers = () => rowsOfLevel(2);

/** Names of the top-level tasks that are drawn, from the top. */
export const rowNames = () => rowsOfLevel(1).map((row) => row.getAttribute("aria-label") ?? "");

/** The row of a top-level task; waits for it. */
export const findRow = (name: string): Promise<HTMLElement> =>
  waitFor(() => {
    const row = rowsOfLevel(1).find((one) => one.getAttribute("aria-label") === name);
    if (!row) throw new Error(`no row of the name ${name}`);
    return row;
  });
