/** Above the sheet: hints that filter it, how many pictures are checked, pass and size. */
import { Button } from "@mantine/core";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { Choice } from "../../../ui/controls/choice";
import { FilterChips } from "../../../ui/controls/filter-chips";
import { useFrameLabels } from "../../frame-labels";
import { HINT_GLYPH, type MarkKind } from "../marks/picture-marks";
import { PassChoice, type PassChoiceProps } from "./pass-choice";
import classes from "./sheet.module.css";
import { markKinds, type SheetSize, sheetSizes } from "./sheet-search";

/** The most black frames that are named: the answer to "is a frame black, and which" without another click. */
const MOST_NAMED = 5;

function BlackFrames({ rows, hints }: { rows: readonly FrameRow[]; hints: ReadonlyMap<number, MarkKind> }) {
  const t = useTranslations("sheet");
  const labels = useFrameLabels();
  const names = useMemo(
    () => rows.filter(({ frame }) => hints.get(frame.id) === "black").map(({ name }) => labels.name(name)),
    [rows, hints, labels],
  );
  if (names.length === 0 || names.length > MOST_NAMED) return null;
  return <strong>{t("blackFrames", { count: names.length, frames: names.join(", ") })}</strong>;
}

export function SheetTools({
  rows,
  hints,
  progress: { total, checked, faults },
  marks,
  shown,
  size,
  onMarks,
  onSize,
  onSelect,
  ...passes
}: {
  /** All loaded frames. */
  rows: readonly FrameRow[];
  hints: ReadonlyMap<number, MarkKind>;
  progress: { readonly total: number; readonly checked: number; readonly faults: number };
  /** The hints that filter the sheet. */
  marks: readonly string[];
  /** Number of frames on the sheet. */
  shown: number;
  size: SheetSize;
  onMarks: (marks: readonly string[]) => void;
  onSize: (size: SheetSize) => void;
  /** Selects the frames on the sheet. */
  onSelect: () => void;
} & PassChoiceProps) {
  const t = useTranslations("sheet");
  const kinds = [...hints.values()];
  const chips = markKinds.map((kind) => ({
    key: kind,
    label: t(`mark.${kind}`),
    glyph: HINT_GLYPH,
    tone: "halted" as const,
    count: kinds.filter((other) => other === kind).length,
    fixed: true,
  }));
  return (
    <div className={classes["tools"]}>
      <FilterChips
        label={t("hints")}
        chips={chips}
        chosen={marks}
        onChange={onMarks}
        before={<span title={t("hintsHelp")}>{t("hints")}</span>}
      />
      {marks.length > 0 && shown > 0 && (
        <Button variant="default" onClick={onSelect}>
          {t("select", { count: shown })}
        </Button>
      )}
      <BlackFrames rows={rows} hints={hints} />
      <span className={classes["progress"]} role={checked === total ? "status" : undefined}>
        {checked < total ? t("checking", { checked, total }) : t("checked", { total })}
        {faults > 0 && ` · ${t("faults", { count: faults })}`}
      </span>
      <PassChoice {...passes} />
      <Choice
        label={t("size")}
        value={size}
        options={sheetSizes.map((value) => ({ value, label: t(`sizes.${value}`) }))}
        onChange={onSize}
      />
    </div>
  );
}
