/** Saved views: a name for filters, sort and columns, stored in this browser. */
import * as z from "zod/mini";
import { accountKey } from "../../state/account";
import { createStored } from "../../ui/storage/stored";
import { listOf, recordOf } from "../../ui/storage/tolerant";
import type { ColumnLayout } from "../../ui/tree-grid/column-layout";

const schema = listOf(
  z.object({
    name: z.string().check(z.minLength(1), z.maxLength(80)),
    /** Search parameters as on the URL, without expansion and open task. */
    search: recordOf(z.string()),
    columns: z.unknown(),
    /** Listed in the navigation with its live count. */
    pinned: z.catch(z.boolean(), false),
    /** Opened when the URL of Tasks has no search parameters. */
    isDefault: z.catch(z.boolean(), false),
  }),
);

export type SavedView = {
  readonly name: string;
  readonly search: Record<string, string>;
  /** A column layout as stored; `readLayout` parses it. */
  readonly columns: unknown;
  readonly pinned: boolean;
  readonly isDefault: boolean;
};

const stored = createStored(accountKey("renderdeck.views.1"), (raw): readonly SavedView[] => schema.parse(raw));

export const useSavedViews = stored.use;
export const readSavedViews = stored.get;

/** Saves a view; one of the same name is replaced at its position. */
export function saveView(view: { name: string; search: Record<string, string>; columns: ColumnLayout }): void {
  stored.update((views) => {
    const previous = views.find((other) => other.name === view.name);
    const next: SavedView = { pinned: false, isDefault: false, ...previous, ...view };
    return previous ? views.map((other) => (other === previous ? next : other)) : [...views, next];
  });
}

/** Copies a view of somebody else. Returns the name of the copy: one that is taken gets a number. */
export function copyView({
  name,
  search,
  columns,
}: Pick<SavedView, "columns" | "name"> & {
  readonly search: Readonly<Record<string, string>>;
}): string {
  const taken = new Set(stored.get().map((view) => view.name));
  const numbers = Array.from({ length: taken.size + 1 }, (_, index) => index + 2);
  const names = [name, ...numbers.map((number) => `${name.slice(0, 74)} (${number})`)];
  const free = names.find((one) => !taken.has(one)) ?? name;
  stored.update((views) => [...views, { name: free, search: { ...search }, columns, pinned: false, isDefault: false }]);
  return free;
}

export const deleteView = (name: string): void => stored.update((views) => views.filter((view) => view.name !== name));

/** Renames a view; false when the new name is empty or taken. */
export function renameView(name: string, to: string): boolean {
  const trimmed = to.trim();
  if (trimmed === "" || (trimmed !== name && stored.get().some((view) => view.name === trimmed))) return false;
  stored.update((views) => views.map((view) => (view.name === name ? { ...view, name: trimmed } : view)));
  return true;
}

/** Moves a view one place up or down. */
export function moveView(name: string, step: -1 | 1): void {
  stored.update((views) => {
    const from = views.findIndex((view) => view.name === name);
    const view = views[from];
    return view ? views.toSpliced(from, 1).toSpliced(Math.max(0, from + step), 0, view) : views;
  });
}

export const togglePinned = (name: string): void =>
  stored.update((views) => views.map((view) => (view.name === name ? { ...view, pinned: !view.pinned } : view)));

/** Makes a view the default; the default view stops being it. */
export const toggleDefault = (name: string): void =>
  stored.update((views) => views.map((view) => ({ ...view, isDefault: view.name === name && !view.isDefault })));
