/**
 * Every route: path, search parameters, page. Tasks is the start page and comes with the first load; the other pages load on
 * demand. The URL is plain text without default values: `?status=failed,stuck&sort=-cost`.
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
  type SearchSchemaInput,
  stripSearchParams,
} from "@tanstack/react-router";
import type { EnvironmentUrl } from "./environments/environment-search";
import type { FrameSearch, FrameUrl } from "./frames/filters/frame-search";
import type { HistoryUrl } from "./history/history-search";
import { withMessages } from "./i18n/messages";
import type { MonitorUrl } from "./monitor/monitor-search";
import type { SettingsSearch, SettingsUrl } from "./settings/settings-search";
import { PageError, PageNotFound } from "./shell/page-error";
import { Shell } from "./shell/shell";
import { accountPath, hasAccounts } from "./state/account";
import type { ReportUrl } from "./tasks/report/report-search";
import { TasksPage } from "./tasks/tasks-page";
import { readSavedViews } from "./tasks/toolbar/saved-views";
import { leaveListFor, readLastList, storeLastList } from "./tasks/view/last-list";
import { defaultTaskSearch, readTaskSearch, type TaskSearch, writeTaskSearch } from "./tasks/view/task-search";
import { lazyNamed } from "./ui/browser/lazy-named";
import { joinList } from "./ui/browser/url-list";

const root = createRootRoute({ component: Shell, notFoundComponent: PageNotFound, errorComponent: PageError });

const index = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/tasks" });
  },
});
/** Whether the URL of these search parameters has none: all are defaults. */
const isBare = (search: TaskSearch) => Object.keys(writeTaskSearch(search)).length === 0;

const tasks = createRoute({
  getParentRoute: () => root,
  path: "/tasks",
  validateSearch: (raw: Partial<TaskSearch> & SearchSchemaInput): TaskSearch => readTaskSearch(raw),
  search: { middlewares: [stripSearchParams(defaultTaskSearch)] },
  // Without search parameters the page opens with the default view, if the user chose one; the way back to a list leads to that list.
  beforeLoad: ({ search, cause, location }) => {
    const isOpened = cause === "enter" && location.state.isListAsLeft !== true;
    const view = isOpened && isBare(search) ? readSavedViews().find(({ isDefault }) => isDefault) : undefined;
    const viewSearch = view && readTaskSearch(view.search);
    if (view && viewSearch && !isBare(viewSearch))
      throw redirect({ to: "/tasks", search: { ...viewSearch, view: view.name } });
  },
  onEnter: ({ search }) => storeLastList(search),
  onStay: ({ search }) => storeLastList(search),
  component: TasksPage,
});
const report = createRoute({
  getParentRoute: () => root,
  path: "/tasks/report",
  // The page itself reads them, as History does.
  validateSearch: (raw: ReportUrl & SearchSchemaInput): ReportUrl => raw,
  component: lazyNamed(() => withMessages("dialogs", import("./tasks/report/report-page")), "ReportPage", "block"),
});
const frames = createRoute({
  getParentRoute: () => root,
  path: "/tasks/$taskId",
  // The page itself reads them, as History does.
  validateSearch: (raw: Partial<FrameSearch> & SearchSchemaInput): FrameUrl => raw,
  // A preload leaves no list.
  beforeLoad: ({ cause, location, params }) => ({
    lastList: readLastList(),
    lastIds: location.state.isFromList && cause !== "preload" ? leaveListFor(Number(params.taskId)) : [],
  }),
  component: lazyNamed(
    () => withMessages(["frames", "dialogs"], import("./frames/frames-page")),
    "FramesPage",
    "block",
  ),
});
const monitor = createRoute({
  getParentRoute: () => root,
  path: "/monitor",
  // The page itself reads them, as History does.
  validateSearch: (raw: MonitorUrl & SearchSchemaInput): MonitorUrl => raw,
  component: lazyNamed(() => withMessages("monitor", import("./monitor/monitor-page")), "MonitorPage", "block"),
});
const history = createRoute({
  getParentRoute: () => root,
  path: "/history",
  // The page itself reads them: their schema is no part of the first load.
  validateSearch: (raw: HistoryUrl & SearchSchemaInput): HistoryUrl => raw,
  component: lazyNamed(() => withMessages("history", import("./history/history-page")), "HistoryPage", "block"),
});
const accounts = createRoute({
  getParentRoute: () => root,
  path: "/all",
  validateSearch: (raw: { q?: string | undefined } & SearchSchemaInput) => ({ q: raw.q }),
  component: lazyNamed(() => withMessages("accounts", import("./accounts/accounts-page")), "AccountsPage", "block"),
});
const environments = createRoute({
  getParentRoute: () => root,
  path: "/environments",
  // The page itself reads them, as History does.
  validateSearch: (raw: EnvironmentUrl & SearchSchemaInput): EnvironmentUrl => raw,
  component: lazyNamed(
    () => withMessages(["environments", "dialogs"], import("./environments/environments-page")),
    "EnvironmentsPage",
    "block",
  ),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  // The page itself reads them, as History does.
  validateSearch: (raw: SettingsSearch & SearchSchemaInput): SettingsUrl => raw,
  component: lazyNamed(
    () => withMessages(["settings", "soon", "dialogs", "platforms"], import("./settings/settings-page")),
    "SettingsPage",
    "block",
  ),
});

/** Search parameters as text: lists are joined by commas, empty values are left out. */
function stringifySearch(search: Record<string, unknown>): string {
  const text = new URLSearchParams(flatten(search)).toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text === "" ? "" : `?${text}`;
}

function flatten(search: Record<string, unknown>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, value] of Object.entries(search)) {
    const text = Array.isArray(value)
      ? joinList(value)
      : typeof value === "string" || typeof value === "number"
        ? String(value)
        : "";
    if (text !== "") result[key] = text;
  }
  return result;
}

export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([
      index,
      tasks,
      report,
      frames,
      monitor,
      history,
      ...(hasAccounts ? [accounts] : []),
      environments,
      settings,
    ]),
    basepath: accountPath + import.meta.env.BASE_URL,
    defaultPreload: "intent",
    // In the place of the page; the boundary of the root route would replace navigation and status line too.
    defaultErrorComponent: PageError,
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
