/** How the columns of a page stand, kept per browser: versioned, schema-parsed storage. */
import { useCallback, useState } from "react";
import * as z from "zod/mini";
import type { GridColumn } from "./column-table";

const schema = z.object({
  columnVisibility: z.record(z.string(), z.boolean()),
  columnOrder: z.array(z.string()),
  columnSizing: z.record(z.string(), z.number().check(z.minimum(20), z.maximum(2000))),
  columnPinning: z.object({ start: z.array(z.string()), end: z.array(z.string()) }),
});

export type ColumnLayout = z.infer<typeof schema>;

/** The layout as the columns are declared. */
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

/** Reads a layout that was kept; null when it does not parse. Columns added since then come after the known ones. */
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

/** The layout of a page's columns and how to change it; it survives a reload. */
export function useColumnLayout<T>(key: string, columns: readonly GridColumn<T>[], pinned: readonly string[]) {
  const storageKey = `renderdeck.columns.1.${key}`;
  const [layout, setLayout] = useState<ColumnLayout>(
    () => stored(storageKey, columns) ?? defaultLayout(columns, pinned),
  );
  const change = useCallback(
    (next: ColumnLayout) => {
      setLayout(next);
      try {
        localStorage.setItem(storageKey, JSON.stringify(next));
      } catch {
        // Forbidden or full storage: the layout lasts as long as the page.
      }
    },
    [storageKey],
  );
  return [layout, change] as const;
}

function stored<T>(storageKey: string, columns: readonly GridColumn<T>[]): ColumnLayout | null {
  try {
    return readLayout(JSON.parse(localStorage.getItem(storageKey) ?? "null"), columns);
  } catch {
    return null;
  }
}
