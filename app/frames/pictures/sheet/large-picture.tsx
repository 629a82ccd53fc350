/** One picture as large as the window allows. Left and right lead to the next frames of the sheet, digits to the passes. */
import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { useNarrow } from "../../../ui/browser/narrow";
import { usesKey } from "../../../ui/browser/uses-key";
import { Dialog } from "../../../ui/dialog/dialog";
import { useFrameLabels } from "../../frame-labels";
import { HINT_GLYPH, type MarkKind } from "../marks/picture-marks";
import { PassChoice, type PassChoiceProps } from "./pass-choice";
import classes from "./sheet.module.css";
import { useShownPicture } from "./sheet-cell";

export function LargePicture({
  rows,
  at,
  hints,
  onMove,
  onClose,
  ...passes
}: {
  rows: readonly FrameRow[];
  at: number;
  hints: ReadonlyMap<number, MarkKind>;
  onMove: (at: number) => void;
  onClose: () => void;
} & PassChoiceProps) {
  const t = useTranslations("sheet");
  const isNarrow = useNarrow();
  const row = rows[at];
  const go = (target: number) => {
    if (rows[target]) onMove(target);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || usesKey(event.target, event.key))
      return;
    const pass = passes.passes[Number(event.key) - 1];
    if (event.key === "ArrowLeft") go(at - 1);
    else if (event.key === "ArrowRight") go(at + 1);
    else if (pass) passes.onPass(pass.index);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog onClose={onClose} title={t("picture")} size="min(1300px, 94vw)" fullScreen={isNarrow} onKeyDown={onKeyDown}>
      {row && <Picture key={row.frame.id} row={row} pass={passes.pass} hint={hints.get(row.frame.id)} />}
      <div className={classes["steps"]}>
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t("previous")}
          disabled={at === 0}
          onClick={() => go(at - 1)}
        >
          <IconChevronLeft size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t("next")}
          disabled={at >= rows.length - 1}
          onClick={() => go(at + 1)}
        >
          <IconChevronRight size={16} aria-hidden="true" />
        </ActionIcon>
        <span className="faint">{t("place", { position: at + 1, count: rows.length })}</span>
        <PassChoice {...passes} />
      </div>
    </Dialog>
  );
}

function Picture({ row, pass, hint }: { row: FrameRow; pass: number; hint: MarkKind | undefined }) {
  const t = useTranslations("sheet");
  const labels = useFrameLabels();
  const { src, note } = useShownPicture(row, pass);
  const frame = t("frame", { frame: labels.name(row.name) });
  return (
    <figure className={classes["large"]}>
      <div>{src === null ? <p>{note}</p> : <img src={src} alt={frame} />}</div>
      <figcaption role="status">
        {frame} · {labels.status(row.frame.statusCode)}
        {hint && (
          <span className="tone" data-tone="halted">
            {` ${HINT_GLYPH} ${t(`mark.${hint}`)} (${t("hint")})`}
          </span>
        )}
      </figcaption>
    </figure>
  );
}
