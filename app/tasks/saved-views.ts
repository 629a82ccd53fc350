/** Saved views: a name for a set of filters, sort and columns. Versioned, schema-parsed storage of this browser. */
import { useState } from "react";
import * as z from "zod/mini";
import { type ColumnLayout, readLayout } from "../ui/column-layout";
import { taskColumns } from "./task-columns";

const KEY = "renderdeck.views.1";

const schema = z.array(
  z.object({
    name: z.string().check(z.minLength(1), z.maxLength(80)),
    /** Search parameters as on the URL, without expansion and open task. */
    search: z.record(z.string(), z.string()),
    columns: z.unknown(),
  }),
);

export type SavedView = {
  readonly name: string;
  readonly search: Record<string, string>;
  readonly columns: ColumnLayout | null;
};

function readViews(): SavedView[] {
  try {
    const read = schema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
    return read.success ? read.data.map((view) => ({ ...view, columns: readLayout(view.columns, taskColumns) })) : [];
  } catch {
    return [];
  }
}

/** The views, and how to keep one (a known name is replaced) or drop one. */
export function useSavedViews() {
  const [views, setViews] = useState(readViews);
  const write = (next: SavedView[]) => {
    setViews(next);
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // Forbidden or full storage: the views last as long as the page.
    }
  };
  return {
    views,
    save: (view: SavedView) => write([...views.filter((other) => other.name !== view.name), view]),
    drop: (name: string) => write(views.filter((view) => view.name !== name)),
  };
}
