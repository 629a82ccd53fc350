/** Every route: path, search parameters, page. Tasks is where everyone begins and comes with the first load; the others are loaded when wanted. The URL is plain text: `?status=failed,stuck&sort=-cost`. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type SearchSchemaInput,
} from "@tanstack/react-router";
import { type EnvironmentSearch, readEnvironmentSearch } from "./environments/environment-search";
import { defaultFrameSearch, type FrameSearch, readFrameSearch } from "./frames/filters/frame-search";
import { withMessages } from "./i18n/messages";
import { defaultMonitorSearch, type MonitorSearch, readMonitorSearch } from "./monitor/monitor-search";
import { readSettingsSearch, type SettingsSearch } from "./settings/settings-search";
import { PageError, PageNotFound } from "./shell/page-error";
import { Shell } from "./shell/shell";
import { TasksPage } from "./tasks/tasks-page";
import { readSavedViews } from "./tasks/toolbar/saved-views";
import { defaultTaskSearch, readTaskSearch, type TaskSearch, writeTaskSearch } from "./tasks/view/task-search";
import { joinList } from "./ui/browser/url-list";

const root = createRootRoute({ component: Shell, notFoundComponent: PageNotFound, errorComponent: PageError });

const index = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/tasks" });
  },
});
const tasks = createRoute({
  getParentRoute: () => root,
  path: "/tasks",
  validateSearch: (raw: Partial<TaskSearch> & SearchSchemaInput): TaskSearch => readTaskSearch(raw),
  // Entered with nothing on the URL: the default view, if one was chosen.
  beforeLoad: ({ search, cause }) => {
    const bare = Object.keys(writeTaskSearch(search)).length === 0;
    const view = cause === "enter" && bare ? readSavedViews().find((one) => one.isDefault) : undefined;
    const wanted = view && readTaskSearch(view.search);
    if (wanted && Object.keys(writeTaskSearch(wanted)).length > 0) throw redirect({ to: "/tasks", search: wanted });
  },
  component: TasksPage,
});
const frames = createRoute({
  getParentRoute: () => root,
  path: "/tasks/$taskId",
  validateSearch: (raw: Partial<FrameSearch> & SearchSchemaInput): FrameSearch => readFrameSearch(raw),
  component: lazyRouteComponent(() => withMessages("frames", import("./frames/frames-page")), "FramesPage"),
});
const monitor = createRoute({
  getParentRoute: () => root,
  path: "/monitor",
  validateSearch: (raw: Partial<MonitorSearch> & SearchSchemaInput): MonitorSearch => readMonitorSearch(raw),
  component: lazyRouteComponent(() => withMessages("monitor", import("./monitor/monitor-page")), "MonitorPage"),
});
const environments = createRoute({
  getParentRoute: () => root,
  path: "/environments",
  validateSearch: (raw: Partial<EnvironmentSearch> & SearchSchemaInput): EnvironmentSearch =>
    readEnvironmentSearch(raw),
  component: lazyRouteComponent(
    () => withMessages("environments", import("./environments/environments-page")),
    "EnvironmentsPage",
  ),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  validateSearch: (raw: SettingsSearch & SearchSchemaInput): SettingsSearch => readSettingsSearch(raw),
  component: lazyRouteComponent(() => withMessages("settings", import("./settings/settings-page")), "SettingsPage"),
});

/** Search parameters as text; lists are joined by commas, defaults are left out. */
function stringifySearch(search: Record<string, unknown>): string {
  const flat = flatten(search);
  for (const [key, value] of Object.entries(defaultsOf(search))) if (flat[key] === String(value)) delete flat[key];
  const text = new URLSearchParams(flat).toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text === "" ? "" : `?${text}`;
}

/** The defaults of the page whose search parameters these are. */
function defaultsOf(search: Record<string, unknown>): object {
  if ("open" in search) return defaultTaskSearch;
  if ("kiosk" in search) return defaultMonitorSearch;
  return "range" in search ? defaultFrameSearch : {};
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
    routeTree: root.addChildren([index, tasks, frames, monitor, environments, settings]),
    basepath: import.meta.env.BASE_URL,
    defaultPreload: "intent",
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
