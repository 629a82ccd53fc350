/** The open menu of a row, drawn. */
import { Suspense, useEffect } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import type { TaskIndex } from "../../protocol/tasks/task-index";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { toast } from "../../ui/toasts/toast";
import { useRowOverlay } from "./row-overlay-state";

const RowMenu = lazyNamed(() => withMessages(["soon", "dialogs"], import("./row-menu")), "RowMenu");

export function RowOverlay({ index, onClosed }: { index: TaskIndex; onClosed: () => void }) {
  const t = useTranslations("task");
  const state = useRowOverlay();
  const open = state.use();
  useEffect(() => {
    const before = state.get();
    state.dispatch({ kind: "refresh", has: index.has });
    if (state.get() !== before) void toast({ tone: "idle", title: t("gone") });
  }, [state, index, t]);
  const taskRef = open && index.get(open.id);
  if (!taskRef) return null;
  const onClose = () => {
    state.dispatch({ kind: "close" });
    onClosed();
  };
  return (
    <Suspense fallback={null}>
      <RowMenu taskRef={taskRef} at={open.at} onClose={onClose} />
    </Suspense>
  );
}
