/** The frames of the page as pictures, with hints at those that deserve a look. Follows the page's filters and selection. */
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { Notice } from "../../../ui/status/query-state";
import type { FrameSearch } from "../../filters/frame-search";
import { NoPictures } from "../load/no-pictures";
import { LargePicture } from "./large-picture";
import classes from "./sheet.module.css";
import { SheetGrid } from "./sheet-grid";
import { passOnUrl, type SheetSize } from "./sheet-search";
import { SheetTools } from "./sheet-tools";
import { useHints } from "./use-hints";

type ContactSheetProps = {
  readonly taskId: number;
  /** All loaded frames, in natural order. */
  readonly rows: readonly FrameRow[];
  /** Those that match the filters. */
  readonly shown: readonly FrameRow[];
  readonly size: SheetSize;
  readonly marks: readonly string[];
  /** Number of the shown picture of a frame. */
  readonly pass: number;
  /** Id of the frame whose picture is open in large. */
  readonly picture: number | undefined;
  readonly selected: ReadonlySet<number>;
  readonly onChange: (change: Partial<FrameSearch>) => void;
  readonly onToggle: (id: number, extend: boolean) => void;
  readonly onSelect: (ids: readonly number[]) => void;
  readonly onEscape: () => void;
};

export function ContactSheet({
  taskId,
  rows,
  shown,
  size,
  marks,
  pass,
  picture,
  selected,
  onChange,
  onToggle,
  onSelect,
  onEscape,
}: ContactSheetProps) {
  const t = useTranslations("sheet");
  const [activeId, setActiveId] = useState<number | undefined>(picture);
  const { hints, progress, refusal, error, passes, retry } = useHints(taskId, rows, pass);
  const marked = useMemo(
    () => (marks.length === 0 ? shown : shown.filter(({ frame }) => marks.includes(hints.get(frame.id) ?? ""))),
    [shown, marks, hints],
  );
  const at = Math.max(
    0,
    marked.findIndex(({ frame }) => frame.id === activeId),
  );
  const openAt = picture === undefined ? -1 : marked.findIndex(({ frame }) => frame.id === picture);
  const moveTo = (target: number) => setActiveId(marked[target]?.frame.id);

  if (error || refusal !== null)
    return <NoPictures error={error} refusal={refusal} asked={t("title")} onRetry={retry} />;
  const passProps = { passes, pass, onPass: (index: number) => onChange({ pass: passOnUrl(index) }) };
  const open = (target: number) => {
    moveTo(target);
    onChange({ picture: marked[target]?.frame.id });
  };
  return (
    <section className={classes["sheet"]} aria-label={t("title")}>
      <SheetTools
        rows={rows}
        hints={hints}
        progress={progress}
        marks={marks}
        shown={marked.length}
        size={size}
        onMarks={(mark) => onChange({ mark: [...mark] })}
        onSize={(sheet) => onChange({ sheet })}
        onSelect={() => onSelect(marked.map(({ frame }) => frame.id))}
        {...passProps}
      />
      {marked.length === 0 ? (
        <Notice
          title={t(shown.length === 0 ? "noMatch" : progress.checked < progress.total ? "noHintYet" : "noHint")}
        />
      ) : (
        <SheetGrid
          rows={marked}
          pass={pass}
          size={size}
          hints={hints}
          selected={selected}
          at={at}
          onMove={moveTo}
          onOpen={open}
          onToggle={onToggle}
          onSelect={onSelect}
          onEscape={onEscape}
          isCovered={openAt >= 0}
        />
      )}
      {openAt >= 0 && (
        <LargePicture
          rows={marked}
          at={openAt}
          hints={hints}
          onMove={open}
          onClose={() => onChange({ picture: undefined })}
          {...passProps}
        />
      )}
    </section>
  );
}
