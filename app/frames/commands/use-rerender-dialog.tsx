/** The rerender dialog of a page: opened by buttons, the row menu, the failures by node, and the key r. */
import { Suspense, useState } from "react";
import { lazyNamed } from "../../ui/browser/lazy-named";
import type { RerenderContext, RerenderScope } from "./rerender-scope";

const RerenderDialog = lazyNamed(() => import("./rerender-dialog"), "RerenderDialog");

/** `dialog` is null while it is closed. */
export function useRerenderDialog(context: RerenderContext) {
  const [scope, setScope] = useState<RerenderScope | null>(null);
  const dialog = scope && (
    <Suspense fallback={null}>
      <RerenderDialog scope={scope} {...context} onClose={() => setScope(null)} />
    </Suspense>
  );
  return { dialog, openDialog: setScope };
}
