/** Changes of the views that are saved in this browser. */
import type { ColumnLayout } from "../../ui/tree-grid/column-layout";
import { type SavedView, savedViews } from "./saved-views";

/** Saves a view; one of the same name is replaced at its position. */
export function saveView(view: { name: string; search: Record<string, string>; columns: ColumnLayout }): void {
  savedViews.update((views) => {
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
  const taken = new Set(savedViews.get().map((view) => view.name));
  const numbers = Array.from({ length: taken.size + 1 }, (_, index) => index + 2);
  const names = [name, ...numbers.map((number) => `${name.slice(0, 74)} (${number})`)];
  const free = names.find((one) => !taken.has(one)) ?? name;
  savedViews.update((views) => [
    ...views,
    { name: free, search: { ...search }, columns, pinned: false, isDefault: false },
  ]);
  return free;
}

export const deleteView = (name: string): void =>
  savedViews.update((views) => views.filter((view) => view.name !== name));

/** Renames a view; false when the new name is empty or taken. */
export function renameView(name: string, to: string): boolean {
  const trimmed = to.trim();
  if (trimmed === "" || (trimmed !== name && savedViews.get().some((view) => view.name === trimmed))) return false;
  savedViews.update((views) => views.map((view) => (view.name === name ? { ...view, name: trimmed } : view)));
  return true;
}

/** Moves a view one place up or down. */
export function moveView(name: string, step: -1 | 1): void {
  savedViews.update((views) => {
    const from = views.findIndex((view) => view.name === name);
    const view = views[from];
    return view ? views.toSpliced(from, 1).toSpliced(Math.max(0, from + step), 0, view) : views;
  });
}

export const togglePinned = (name: string): void =>
  savedViews.update((views) => views.map((view) => (view.name === name ? { ...view, pinned: !view.pinned } : view)));

/** Makes a view the default; the default view stops being it. */
export const toggleDefault = (name: string): void =>
  savedViews.update((views) => views.map((view) => ({ ...view, isDefault: view.name === name && !view.isDefault })));
