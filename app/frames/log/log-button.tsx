/** The button in a row that opens the log of its frame. */
import { createContext, useContext } from "react";
import { useTranslations } from "use-intl";
import { useFormerAttempts } from "../../queries/frames/attempts";
import type { FrameRow } from "../../queries/frames/frame-set";
import type { RefusedProps } from "../../ui/controls/refusal";
import { useCell } from "../table/row-store";
import classes from "../table/table.module.css";
import { canHaveLog } from "./can-have-log";

/** null where the farm has no logs. */
export const FrameLogContext = createContext<{
  readonly open: (id: number) => void;
  readonly refused: RefusedProps;
} | null>(null);

export function FrameLogButton({ row }: { row: FrameRow }) {
  const logs = useContext(FrameLogContext);
  const { length: formerCount } = useFormerAttempts(row.frame.id);
  return logs !== null && (canHaveLog(row.frame) || formerCount > 0) ? <LogButton row={row} logs={logs} /> : null;
}

function LogButton({ row, logs }: { row: FrameRow; logs: NonNullable<React.ContextType<typeof FrameLogContext>> }) {
  const t = useTranslations("frames.log");
  const { labels } = useCell();
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes["rowButton"]}
      aria-label={t("open", { name: labels.name(row.name) })}
      {...logs.refused}
      onClick={(event) => {
        // A click on the row selects it.
        event.stopPropagation();
        logs.open(row.frame.id);
      }}
    >
      {t("button")}
    </button>
  );
}
