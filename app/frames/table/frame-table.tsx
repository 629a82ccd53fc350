/** The frames as a table: everything the strip shows, for keyboard and screen reader. */
import { type KeyboardEvent, useLayoutEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import { useCurrency } from "../../queries/account/currency";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useCapability } from "../../queries/http/capabilities";
import { useNarrow } from "../../ui/browser/narrow";
import { usePreferences } from "../../ui/storage/preferences";
import { createColumnLayout, defaultLayout } from "../../ui/tree-grid/column-layout";
import { useColumnTable } from "../../ui/tree-grid/column-table";
import type { GridMove, TreeRow } from "../../ui/tree-grid/model";
import { TreeGrid } from "../../ui/tree-grid/tree-grid";
import { RowPictures } from "../pictures/thumbnail/row-pictures";
import type { RowPicturesState } from "../pictures/thumbnail/use-row-pictures";
import { frameColumns, frameColumns2018, phoneFrameColumns, withoutCost } from "./frame-columns";
import { layoutToStore, layoutWithPicture, PICTURE_ROW_HEIGHT, withPicture } from "./picture-column";
import { CellContext, createFrameRowStore, useCellContext } from "./row-store";
import classes from "./table.module.css";
import { sortOf } from "./use-frame-rows";
import type { FrameSelection } from "./use-frame-selection";

const ROW_HEIGHT = { normal: 28, compact: 22, narrow: 40 } as const;
const frameLayout = createColumnLayout("frames", frameColumns, ["frame"]);
const phoneLayout = defaultLayout(phoneFrameColumns, []);

export function FrameTable({
  rows,
  pictures,
  figures,
  selection,
  acted,
  openLog,
  sort,
  onSort,
  onEscape,
  onRowMenu,
  onOtherKey,
}: {
  rows: readonly TreeRow<FrameRow>[];
  pictures: RowPicturesState;
  figures: FrameFigures;
  selection: FrameSelection;
  /** Frames of the last command. */
  acted: ReadonlySet<number>;
  /** The frame whose log is open. */
  openLog: number | null;
  /** As in the URL: a column, with "-" before it for descending. */
  sort: string;
  onSort: (sort: string) => void;
  onEscape: () => void;
  onRowMenu: (row: FrameRow, at: { x: number; y: number }) => void;
  onOtherKey: (event: KeyboardEvent, row: FrameRow | undefined) => void;
}) {
  const t = useTranslations("frames");
  const narrow = useNarrow();
  const { density } = usePreferences();
  const load = useCapability("frameLoad");
  const { chargesHidden } = useCurrency();
  const allColumns = narrow ? phoneFrameColumns : load.has ? frameColumns : frameColumns2018;
  const { areShown } = pictures;
  const size = narrow ? "narrow" : density;
  const columns = useMemo(() => {
    const shown = chargesHidden ? withoutCost(allColumns) : allColumns;
    return areShown ? withPicture(shown, size) : shown;
  }, [chargesHidden, allColumns, areShown, size]);
  const stored = frameLayout.use();
  const layout = narrow ? phoneLayout : stored;
  const table = useColumnTable({
    columns,
    layout: areShown ? layoutWithPicture(layout) : layout,
    onLayout: narrow ? null : (changed) => frameLayout.set(layoutToStore(changed, stored)),
    sort: sortOf(sort),
    onSort: ({ column, descending }) => onSort(descending ? `-${column}` : column),
  });
  const openMenu = (row: FrameRow, at: { x: number; y: number }) => {
    if (!selection.ids.has(row.frame.id)) selection.only(row.frame.id);
    onRowMenu(row, at);
  };
  const [store] = useState(() => createFrameRowStore(figures));
  const cell = useCellContext(store);
  useLayoutEffect(() => {
    store.setActions({ toggle: selection.toggle, openMenu });
    store.setState({ selected: selection.ids, figures, acted, openLog });
  });

  const onMove = (move: GridMove) => {
    if (move.kind === "toggleSelection" || move.kind === "open") selection.toggle(move.row, false);
    if (move.kind === "selectAll") selection.selectAll();
    if (move.kind === "clear") onEscape();
  };
  return (
    <CellContext value={cell}>
      <RowPictures {...pictures} figures={figures} className={classes["table"]}>
        <TreeGrid
          key={size}
          label={t("table")}
          rows={rows}
          columns={columns}
          table={table}
          rowHeight={(areShown ? PICTURE_ROW_HEIGHT : ROW_HEIGHT)[size]}
          selected={selection.ids}
          rowLabel={(row) => t("frame", { name: cell.labels.name(row.name) })}
          onMove={onMove}
          onExtend={selection.extend}
          onRowClick={(row, event) => {
            if (event.shiftKey || event.ctrlKey || event.metaKey) selection.toggle(row.id, event.shiftKey);
            else selection.only(row.id);
          }}
          onRowMenu={(row, at) => openMenu(row.value, at)}
          onOtherKey={(event, row) => onOtherKey(event, row?.value)}
        />
      </RowPictures>
    </CellContext>
  );
}
