/** A frame on the sheet: its picture or why there is none, its name, state and hint. */
import { useTranslations } from "use-intl";
import { frameStatus } from "../../../protocol/frames/frame-status";
import { pictureUrl } from "../../../queries/frames/frame-pictures";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { statusGlyphs } from "../../../ui/status/status-badge";
import { useFrameLabels } from "../../frame-labels";
import { usePicture } from "../load/use-pictures";
import { HINT_GLYPH, type MarkKind } from "../marks/picture-marks";
import classes from "./sheet.module.css";

/** The address of a frame's picture as soon as it is loaded, else a note that says why it is not shown. */
export function useShownPicture({ frame }: FrameRow, pass: number) {
  const t = useTranslations("sheet");
  const labels = useFrameLabels();
  const url = pictureUrl(frame, pass);
  const result = usePicture(url);
  if (url === null) return { src: null, note: labels.status(frame.statusCode) };
  if (result === undefined) return { src: null, note: t("loading") };
  return result.kind === "ready" ? { src: url, note: null } : { src: null, note: t(`fault.${result.fault}`) };
}

export function SheetCell({
  row,
  pass,
  hint,
  id,
  column,
  isActive,
  isSelected,
}: {
  row: FrameRow;
  pass: number;
  hint: MarkKind | undefined;
  id: string;
  /** From 1. */
  column: number;
  isActive: boolean;
  isSelected: boolean;
}) {
  const t = useTranslations("sheet");
  const labels = useFrameLabels();
  const { src, note } = useShownPicture(row, pass);
  const { name, tone } = frameStatus(row.frame.statusCode);
  const frame = labels.name(row.name);
  const status = labels.status(row.frame.statusCode);
  const parts = [t("frame", { frame }), status, note === status ? null : note, hint && t(`mark.${hint}`)];
  return (
    <div
      role="gridcell"
      id={id}
      tabIndex={-1}
      className={classes["cell"]}
      aria-colindex={column}
      aria-selected={isSelected}
      aria-label={parts.filter(Boolean).join(" · ")}
      data-frame={row.frame.id}
      data-active={isActive || undefined}
    >
      <span className={classes["picture"]}>
        {src === null ? <span className={classes["note"]}>{note}</span> : <img src={src} alt="" draggable={false} />}
      </span>
      <span className={classes["caption"]}>
        <span aria-hidden="true" className="tone" data-tone={tone}>
          {statusGlyphs[name]}
        </span>
        <bdi>{frame}</bdi>
        {hint && (
          <span className={`tone ${classes["hint"]}`} data-tone="halted" title={t(`mark.${hint}`)}>
            {HINT_GLYPH} <span>{t(`mark.${hint}`)}</span>
          </span>
        )}
      </span>
    </div>
  );
}
