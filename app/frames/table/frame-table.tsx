/** The frames as a table: the accessible twin of the strip. */
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
import { frameColumns, phoneFrameColumns, plainFrameColumns, withoutCostOrder } from "./frame-columns";
import { FrameContext, FrameStore, useCellText } from "./row-store";
import { sortOf } from "./use-frame-rows";
import type { FrameSelection } from "./use-frame-selection";

const ROW_HEIGHT = { normal: 28, compact: 22, narrow: 40 } as const;
const frameLayout = createColumnLayout("frames", frameColumns, ["frame"]);
const phoneLayout = defaultLayout(phoneFrameColumns, []);

export function FrameTable({
  rows,
  figures,
  selection,
  sort,
  onSort,
  onRowMenu,
  onOtherKey,
}: {
  rows: readonly TreeRow<FrameRow>[];
  figures: FrameFigures;
  selection: FrameSelection;
  /** As the URL has it. */
  sort: string;
  onSort: (sort: string) => void;
  onRowMenu: (row: FrameRow, at: { x: number; y: number }) => void;
  onOtherKey: (event: KeyboardEvent, row: FrameRow | undefined) => void;
}) {
  const t = useTranslations("frames");
  const narrow = useNarrow();
  const { density } = usePreferences();
  const load = useCapability("frameLoad");
  const { chargesHidden: hidden } = useCurrency();
  const known = narrow ? phoneFrameColumns : load.has ? frameColumns : plainFrameColumns;
  const columns = useMemo(() => (hidden ? withoutCostOrder(known) : known), [hidden, known]);
  const layout = frameLayout.use();
  const table = useColumnTable({
    columns,
    layout: narrow ? phoneLayout : layout,
    onLayout: narrow ? null : frameLayout.set,
    sort: sortOf(sort),
    onSort: ({ column, descending }) => onSort(descending ? `-${column}` : column),
  });
  const [store] = useState(() => new FrameStore(figures));
  const cellWords = useCellText(store);
  useLayoutEffect(() => {
    store.act(selection.toggle);
    store.write(selection.ids, figures);
  });

  const onMove = (move: GridMove) => {
    if (move.kind === "toggleSelection" || move.kind === "open") selection.toggle(move.row, false);
    if (move.kind === "selectAll") selection.selectAll();
    if (move.kind === "clear") selection.clear();
  };
  return (
    <FrameContext value={cellWords}>
      <TreeGrid
        key={narrow ? "narrow" : density}
        label={t("table")}
        rows={rows}
        columns={columns}
        table={table}
        rowHeight={narrow ? ROW_HEIGHT.narrow : ROW_HEIGHT[density]}
        selected={selection.ids}
        rowLabel={(row) => t("frame", { name: cellWords.words.name(row.name) })}
        onMove={onMove}
        onExtend={selection.extend}
        onRowClick={(row, event) => {
          if (event.shiftKey || event.ctrlKey || event.metaKey) selection.toggle(row.id, event.shiftKey);
          else selection.only(row.id);
        }}
        onRowMenu={(row, at) => {
          if (!selection.ids.has(row.id)) selection.only(row.id);
          onRowMenu(row.value, at);
        }}
        onOtherKey={(event, row) => onOtherKey(event, row?.value)}
      />
    </FrameContext>
  );
}
