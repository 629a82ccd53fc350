/** Renders the whole page with a new demo farm: providers, router, hooks and fetch client are real, and msw is the network. */
import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { vi } from "vitest";
import type { FarmOptions } from "../../mocks/farm/farm";
import { type TestFarm, testFarm } from "../../mocks/farm/test-farm";
import { createFaults, type Faults } from "../../mocks/faults";
import { createHandlers, type HealthAnswer } from "../../mocks/msw";
import { App } from "../app";
import { forgetActed } from "../frames/acted/acted-frames";
import { loadCatalogue, requestPart } from "../i18n/messages";
import type { OperationName } from "../protocol/endpoints";
import { forgetAttempts } from "../queries/frames/attempts";
import { createQueryClient } from "../queries/http/query-client";
import { type Preferences, setPreferences } from "../ui/storage/preferences";
import { server } from "./server";

export type RenderOptions = {
  /** Path and search of the page that is opened. */
  readonly url?: string;
  readonly farm?: Partial<Omit<FarmOptions, "now">>;
  readonly preferences?: Partial<Preferences>;
  readonly health?: Partial<HealthAnswer>;
  /** Dialect between server and farm; the default is 2018. */
  readonly dialect?: HealthAnswer["dialect"];
  /** Sets faults, farm state and odd answers before the first request. */
  readonly prepare?: (faults: Faults, farm: TestFarm) => void;
};

/** Polling is off, so that tests refresh explicitly. */
const defaultPreferences: Preferences = {
  language: "en",
  theme: "light",
  timeZone: "utc",
  density: "normal",
  polling: "off",
  shortcuts: true,
};

/** The two tasks of the specification and ten generated ones: few enough to render every row. */
const SMALL_FARM_TASKS = 12;

/** Nothing is recorded without a server; tests of recorded data answer with its real routes instead. */
const noMemory = http.get("*/api/history/*", () =>
  HttpResponse.json({ type: "urn:renderdeck:problem:history-unavailable", title: "No memory" }, { status: 503 }),
);

/** Opens the page. Page and farm share one clock, which only `pass` advances. */
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
  server.use(...createHandlers({ farm: farm.farm, faults, dialect, health: () => health }), noMemory);
  prepare?.(faults, farm);
  // Only Date is faked, with the farm's time; timers are real.
  vi.useFakeTimers({ toFake: ["Date"], now: farm.now() });
  window.history.replaceState(null, "", url);
  setPreferences({ ...defaultPreferences, ...preferences });
  // What the tab remembers of commands to frames.
  forgetActed();
  forgetAttempts();
  const { language } = { ...defaultPreferences, ...preferences };
  // Texts of refusals, which the page loads with the first one: an alert has its final text at once.
  requestPart("refusals");
  const user = userEvent.setup();
  const client = createQueryClient();
  const view = render(<App catalogue={await loadCatalogue(language === "zh" ? "zh" : "en")} queryClient={client} />);
  return {
    ...view,
    client,
    user,
    farm,
    faults,
    /** Advances the clock of farm and page by seconds. */
    pass: (seconds: number) => {
      farm.pass(seconds);
      vi.setSystemTime(farm.now());
    },
    /** How many requests of an operation the farm has received. */
    requestCount: (name: OperationName) => farm.farm.requestLog.filter((entry) => entry.name === name).length,
  };
}

/** Waits for the task grid. */
export const findGrid = () => screen.findByRole("treegrid", { name: "Tasks" });

export type RenderedApp = Awaited<ReturnType<typeof renderApp>>;

/** Rows have a role attribute. Computing the role of each element, as getByRole does, takes ten times as long. */
const rowsOfLevel = (level: number) => [...document.querySelectorAll<HTMLElement>(`[role=row][aria-level="${level}"]`)];

/** The rendered rows of layers and passes. */
export const layers = () => rowsOfLevel(2);

/** Names of the rendered top-level tasks, from the top. */
export const rowNames = () => rowsOfLevel(1).map((row) => row.getAttribute("aria-label") ?? "");

/** Waits for the row of a top-level task. */
export const findRow = (name: string): Promise<HTMLElement> =>
  waitFor(() => {
    const row = rowsOfLevel(1).find((element) => element.getAttribute("aria-label") === name);
    if (!row) throw new Error(`no row has the name ${name}`);
    return row;
  });
