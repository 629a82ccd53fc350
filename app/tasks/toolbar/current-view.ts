/** Which view the list shows: one saved in this browser or a built-in one, and whether the list still is that view. */
import type { SharedView } from "../../protocol/team/team-views";
import { readTaskSearch, type TaskSearch, writeTaskSearch } from "../view/task-search";
import type { SavedView } from "./saved-views";

/** Views that every browser has. "my" tasks are those of the account's own user. */
export const builtInViews = ["needsYou", "failedLastNight", "myRunning", "stuck", "filesGoing"] as const;
export type BuiltInView = (typeof builtInViews)[number];

/** A built-in view on the URL: a name that is the same in every language. */
const MARK = "*";
export const urlOfBuiltIn = (view: BuiltInView): string => `${MARK}${view}`;
export const builtInOf = (view: string): BuiltInView | undefined =>
  builtInViews.find((name) => urlOfBuiltIn(name) === view);

/** A view that everybody has, on the URL: a view of this browser may have the same name. */
const SHARED_MARK = "@";
export const urlOfShared = (name: string): string => `${SHARED_MARK}${name}`;
/** The name to show for a view on the URL that is neither built in nor saved in this browser. */
export const nameOnUrl = (view: string): string => (view.startsWith(SHARED_MARK) ? view.slice(1) : view);

/** The search parameters of a built-in view; null while the account's user is not known. */
export function builtInSearch(view: BuiltInView, user: string | null): Record<string, string> | null {
  if (view === "needsYou") return { group: "needsYou" };
  if (view === "stuck") return { status: "stuck" };
  if (view === "filesGoing")
    return { outputs: "soon,kept", sort: "outputs", columns: "status,scene,outputs,completed,progress,project,user" };
  if (view === "failedLastNight")
    return {
      status: "failed,finishedWithFailed,timedOut,submitFailed,arrearsStopped",
      ended: "last-night",
      sort: "-completed",
    };
  return user === null ? null : { group: "running", user };
}

/** What a view saves of the search parameters. */
export const viewPart = (search: TaskSearch): Record<string, string> =>
  writeTaskSearch({ ...search, view: undefined, columns: [], open: [], task: undefined, compare: [] });

/** Whether the list differs from its view. Two ways to write the same filters are no difference. */
export function isEdited(search: TaskSearch, view: Readonly<Record<string, string>>): boolean {
  const saved = viewPart(readTaskSearch(view));
  const current = viewPart(search);
  const keys = new Set([...Object.keys(saved), ...Object.keys(current)]);
  return [...keys].some((key) => saved[key] !== current[key]);
}

/** The view of a search: its search parameters, and which saved or shared view it is; null for the list without a view. */
export function currentView(
  search: TaskSearch,
  views: readonly SavedView[],
  user: string | null,
  sharedViews: readonly SharedView[] = [],
): { readonly saved: SavedView | null; readonly builtIn: BuiltInView | null; readonly isEdited: boolean } | null {
  if (search.view === undefined) return null;
  const saved = views.find(({ name }) => name === search.view) ?? null;
  const builtIn = saved === null ? (builtInOf(search.view) ?? null) : null;
  const shared = sharedViews.find(({ name }) => urlOfShared(name) === search.view);
  const own = saved?.search ?? shared?.search ?? (builtIn === null ? null : builtInSearch(builtIn, user));
  // A view of another browser came with its link: only its name is known.
  return { saved, builtIn, isEdited: own !== null && isEdited(search, own) };
}
