import { useTranslations } from "use-intl";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useCell } from "./row-store";
import classes from "./table.module.css";

/** The button that opens the menu of a row, for mouse and touch; the keyboard has Shift F10 on the row. */
export function RowMenuButton({ row }: { row: FrameRow }) {
  const t = useTranslations("frames.menu");
  const { store, labels } = useCell();
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes["menuButton"]}
      aria-label={t("button", { name: labels.name(row.name) })}
      aria-haspopup="menu"
      onClick={(event) => {
        // A click on the row selects it.
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        store.actions().openMenu(row, { x: box.left, y: box.bottom });
      }}
    >
      <span aria-hidden="true">⋯</span>
    </button>
  );
}
