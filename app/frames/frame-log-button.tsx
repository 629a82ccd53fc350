/** The way to a frame's log from its row: shown on frames that failed, where the log says why. */
import { createContext, useContext } from "react";
import { useTranslations } from "use-intl";
import type { FrameRow } from "../queries/frame-set";
import type { RefusedProps } from "../ui/refusal";
import { useCell } from "./frame-context";
import classes from "./frames.module.css";
import { isFailed } from "./rerender-plan";

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
