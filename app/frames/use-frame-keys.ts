/** Runs the commands of the frames page by its keys (frame-shortcuts.ts), which strip and table pass on. */
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import type { FrameRow } from "../queries/frames/frame-set";
import { refusedStates } from "../queries/frames/refused-states";
import { findShortcut } from "../ui/controls/shortcut";
import { usePreferences } from "../ui/storage/preferences";
import { toast } from "../ui/toasts/toast";
import { canRerender } from "./commands/rerender-plan";
import type { useCurrentCommands } from "./commands/use-current-commands";
import { type FrameCommand, frameShortcuts } from "./frame-shortcuts";

type FrameKeys = {
  /** Whether the account may change the task. */
  readonly isOperable: boolean;
  readonly rows: readonly FrameRow[];
  readonly failed: readonly FrameRow[];
  readonly selected: ReadonlySet<number>;
  readonly current: Pick<ReturnType<typeof useCurrentCommands>, "openLog" | "failedLogs">;
  readonly onRerender: (scope: { readonly kind: "selected" | "failed" }) => void;
  /** null: there are no pictures. */
  readonly onPlay: (() => void) | null;
};

export function useFrameKeys({ isOperable, rows, failed, selected, current, onRerender, onPlay }: FrameKeys) {
  const t = useTranslations("frames");
  const { shortcuts } = usePreferences();
  /** A dialog for no frame would only say so: that is what a toast is for. */
  const rerenderSelected = () => {
    const chosen = rows.filter(({ frame }) => selected.has(frame.id));
    if (chosen.some((row) => canRerender(row, refusedStates.get()))) onRerender({ kind: "selected" });
    else void toast({ tone: "idle", title: t("rerender.noneEnded") });
  };
  const run: Readonly<Record<FrameCommand, (row: FrameRow | undefined) => void>> = {
    rerender: () => {
      if (!isOperable) return;
      if (selected.size > 0) rerenderSelected();
      else if (failed.length > 0) onRerender({ kind: "failed" });
    },
    openLog: (row) => row && current.openLog?.(row.frame.id),
    nextFailedLog: () => current.failedLogs?.next?.(),
    previousFailedLog: () => current.failedLogs?.previous?.(),
    play: () => onPlay?.(),
  };
  return (event: KeyboardEvent, row: FrameRow | undefined) => {
    const shortcut = shortcuts ? findShortcut(frameShortcuts, event) : undefined;
    if (shortcut === undefined) return;
    run[shortcut.command](row);
    event.preventDefault();
  };
}
