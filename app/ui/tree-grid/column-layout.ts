/** The column layout of a page, stored in this browser (versioned, schema-parsed). */
import * as z from "zod/mini";
import { createStored } from "../storage/stored";
import type { GridColumn } from "./grid-column";

const schema = z.object({
  columnVisibility: z.record(z.string(), z.boolean()),
  columnOrder: z.array(z.string()),
  columnSizing: z.record(z.string(), z.number().check(z.minimum(20), z.maximum(2000))),
  columnPinning: z.object({ start: z.array(z.string()), end: z.array(z.string()) }),
});

export type ColumnLayout = z.infer<typeof schema>;

/** The default layout: order and visibility as declared. */
export function defaultLayout<T>(columns: readonly GridColumn<T>[], pinned: readonly string[]): ColumnLayout {
  return {
    columnVisibility: Object.fromEntries(columns.filter((column) => column.hidden).map((column) => [column.id, false])),
    columnOrder: columns.map((column) => column.id),
    columnSizing: {},
    columnPinning: {
      start: [...columns.filter((column) => column.fixed === "start").map((column) => column.id), ...pinned],
      end: columns.filter((column) => column.fixed === "end").map((column) => column.id),
    },
  };
}

/** Parses a stored layout; null when it does not parse. Columns that are newer than the stored layout come last. */
export function readLayout<T>(stored: unknown, columns: readonly GridColumn<T>[]): ColumnLayout | null {
  const read = schema.safeParse(stored);
  if (!read.success) return null;
  const known = new Set(columns.map((column) => column.id));
  const order = read.data.columnOrder.filter((id) => known.has(id));
  const added = columns.filter((column) => !order.includes(column.id));
  const hidden = Object.fromEntries(added.filter((column) => column.hidden).map((column) => [column.id, false]));
  return {
    ...read.data,
    columnVisibility: { ...hidden, ...read.data.columnVisibility },
    columnOrder: [...order, ...added.map((column) => column.id)],
  };
}

/** Ids of the visible columns in order, for links. Columns that cannot be hidden are left out. */
export function listColumns<T>(layout: ColumnLayout, columns: readonly GridColumn<T>[]): readonly string[] {
  const movable = new Set(columns.filter((column) => column.fixed === undefined).map((column) => column.id));
  return layout.columnOrder.filter((id) => movable.has(id) && layout.columnVisibility[id] !== false);
}

/** The layout with only these columns visible, in this order. Unknown ids are ignored; if all are unknown, the layout is unchanged. */
export function listedLayout<T>(
  ids: readonly string[],
  columns: readonly GridColumn<T>[],
  layout: ColumnLayout,
): ColumnLayout {
  const movable = columns.filter((column) => column.fixed === undefined).map((column) => column.id);
  const listed = [...new Set(ids)].filter((id) => movable.includes(id));
  if (listed.length === 0) return layout;
  const others = movable.filter((id) => !listed.includes(id));
  const standing = (place: "start" | "end") => columns.filter(({ fixed }) => fixed === place).map(({ id }) => id);
  return {
    ...layout,
    columnVisibility: Object.fromEntries(others.map((id) => [id, false])),
    columnOrder: [...standing("start"), ...listed, ...others, ...standing("end")],
  };
}

/** Stores the column layout of a page in this browser. Create it once per set of columns, at module level. */
export const createColumnLayout = <T>(key: string, columns: readonly GridColumn<T>[], pinned: readonly string[]) =>
  createStored(`renderdeck.columns.1.${key}`, (raw) => readLayout(raw, columns) ?? defaultLayout(columns, pinned));
