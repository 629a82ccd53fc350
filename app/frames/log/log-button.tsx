/** The way to a frame's log from its row: shown on frames that failed, where the log says why. */
import { createContext, useContext } from "react";
import { useTranslations } from "use-intl";
import type { FrameRow } from "../../queries/frames/frame-set";
import type { RefusedProps } from "../../ui/controls/refusal";
import { isFailed } from "../commands/rerender-plan";
import classes from "../frames.module.css";
import { useCell } from "../table/row-store";

/** null where the farm has no logs. */
export const FrameLogContext = createContext<{
  readonly open: (id: number) => void;
  readonly refused: RefusedProps;
} | null>(null);

export function FrameLogButton({ row }: { row: FrameRow }) {
  const logs = useContext(FrameLogContext);
  return logs !== null && isFailed(row) ? <LogButton row={row} logs={logs} /> : null;
}

function LogButton({ row, logs }: { row: FrameRow; logs: NonNullable<React.ContextType<typeof FrameLogContext>> }) {
  const t = useTranslations("frames.log");
  const { words } = useCell();
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes["rowButton"]}
      aria-label={t("open", { name: words.name(row.name) })}
      {...logs.refused}
      onClick={(event) => {
        // The row would take it for a selection.
        event.stopPropagation();
        logs.open(row.frame.id);
      }}
    >
      {t("button")}
    </button>
  );
}
