/** The lines above the list that tell what was recorded since a moment: since the last visit, and since the filter by failed frames. */
import { Suspense } from "react";
import { withMessages } from "../../i18n/messages";
import type { TaskHistory } from "../../mirror/task-history";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useTaskSearch } from "../view/use-task-search";
import { SinceYouLeft } from "./since-you-left";

const FailedSince = lazyNamed(() => withMessages("dialogs", import("../failed/failed-since")), "FailedSince", "block");

export function SinceLines({ history }: { history: TaskHistory | undefined }) {
  const { failed } = useTaskSearch();
  return (
    <>
      <SinceYouLeft history={history} />
      {failed !== undefined && history && (
        <Suspense fallback={null}>
          <FailedSince since={failed} nodes={history.nodes} />
        </Suspense>
      )}
    </>
  );
}
