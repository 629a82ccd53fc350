/** The rerender dialog of a page: opened by buttons, the row menu, the failures by node, and the key r. */
import { Suspense, useState } from "react";
import { lazyNamed } from "../../ui/browser/lazy-named";
import type { RerenderContext, RerenderScope } from "./rerender-scope";

const RerenderDialog = lazyNamed(() => import("./rerender-dialog"), "RerenderDialog");

type OpenDialog = { readonly scope: RerenderScope; readonly ids: ReadonlySet<number> | null };

/** `dialog` is null while it is closed. */
export function useRerenderDialog(context: RerenderContext) {
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const dialog = open && (
    <Suspense fallback={null}>
      <RerenderDialog
        scope={open.scope}
        {...context}
        selected={open.ids ?? context.selected}
        onClose={() => setOpen(null)}
      />
    </Suspense>
  );
  return {
    dialog,
    openDialog: (scope: RerenderScope) => setOpen({ scope, ids: null }),
    /** For these frames instead of the selected ones. */
    openFor: (ids: readonly number[]) => setOpen({ scope: { kind: "selected" }, ids: new Set(ids) }),
  };
}
