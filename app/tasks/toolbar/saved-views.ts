/** Saved views: a name for a set of filters, sort and columns. The first page opened shows the default one, if any. */
import * as z from "zod/mini";
import { createStored } from "../../ui/storage/stored";
import type { ColumnLayout } from "../../ui/tree-grid/column-layout";

const schema = z.array(
  z.object({
    name: z.string().check(z.minLength(1), z.maxLength(80)),
    /** Search parameters as on the URL, without expansion and open task. */
    search: z.record(z.string(), z.string()),
    columns: z.unknown(),
    /** Stands in the navigation with its live count. */
    pinned: z.catch(z.boolean(), false),
    /** Shown when Tasks is opened without any filter on the URL. */
    isDefault: z.catch(z.boolean(), false),
  }),
);

export type SavedView = {
  readonly name: string;
  readonly search: Record<string, string>;
  /** A column layout as it was stored; readLayout makes sense of it. */
  readonly columns: unknown;
  readonly pinned: boolean;
  readonly isDefault: boolean;
};

const stored = createStored("renderdeck.views.1", (raw): readonly SavedView[] => {
  const read = schema.safeParse(raw);
  return read.success ? read.data : [];
});

export const useSavedViews = stored.use;
export const readSavedViews = stored.get;

/** Keeps a view; one of the same name is replaced in its place. */
export function saveView(view: { name: string; search: Record<string, string>; columns: ColumnLayout }): void {
  stored.update((views) => {
    const known = views.find((other) => other.name === view.name);
    const next: SavedView = { pinned: false, isDefault: false, ...known, ...view };
    return known ? views.map((other) => (other === known ? next : other)) : [...views, next];
  });
}

export const deleteView = (name: string): void => stored.update((views) => views.filter((view) => view.name !== name));

/** Renames a view; refused (false) when the new name is empty or taken. */
export function renameView(name: string, to: string): boolean {
  const trimmed = to.trim();
  if (trimmed === "" || (trimmed !== name && stored.get().some((view) => view.name === trimmed))) return false;
  stored.update((views) => views.map((view) => (view.name === name ? { ...view, name: trimmed } : view)));
  return true;
}

/** Moves a view one place up or down. */
export function moveView(name: string, by: -1 | 1): void {
  stored.update((views) => {
    const from = views.findIndex((view) => view.name === name);
    const view = views[from];
    return view ? views.toSpliced(from, 1).toSpliced(Math.max(0, from + by), 0, view) : views;
  });
}

export const togglePinned = (name: string): void =>
  stored.update((views) => views.map((view) => (view.name === name ? { ...view, pinned: !view.pinned } : view)));

/** Makes a view the default, or none when it is it already. */
export const toggleDefault = (name: string): void =>
  stored.update((views) => views.map((view) => ({ ...view, isDefault: view.name === name && !view.isDefault })));
