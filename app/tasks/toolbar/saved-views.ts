/** Saved views: a name for filters, sort and columns, stored in this browser. */
import * as z from "zod/mini";
import { accountKey } from "../../state/account";
import { createStored } from "../../ui/storage/stored";
import { listOf, recordOf } from "../../ui/storage/tolerant";

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

/** Changed by change-views.ts, which the first load does not need. */
export const savedViews = createStored(accountKey("renderdeck.views.1"), (raw): readonly SavedView[] =>
  schema.parse(raw),
);

export const useSavedViews = savedViews.use;
export const readSavedViews = savedViews.get;
