/** The column of small pictures. It is shown by a switch of the page, so it is no part of the stored columns. */
import { useTranslations } from "use-intl";
import type { FrameRow } from "../../queries/frames/frame-set";
import type { ColumnLayout } from "../../ui/tree-grid/column-layout";
import type { CellProps, GridColumn } from "../../ui/tree-grid/grid-column";
import { Thumbnail } from "../pictures/thumbnail/thumbnail";

const ID = "picture";

/** Heights of rows with pictures, px. */
export const PICTURE_ROW_HEIGHT = { normal: 48, compact: 34, narrow: 48 } as const;

/** The picture has 4 px less than its row, and the padding of the cell beside it. */
const widthIn = (rowHeight: number) => Math.ceil(((rowHeight - 4) * 16) / 9) + 16;

function Header() {
  return <span>{useTranslations("frames.column")("picture")}</span>;
}
const Cell = ({ value }: CellProps<FrameRow>) => <Thumbnail row={value} />;

const columnIn = (rowHeight: number): GridColumn<FrameRow> => ({
  id: ID,
  width: widthIn(rowHeight),
  fixed: "start",
  Header,
  Cell,
});
const pictureColumns = {
  normal: columnIn(PICTURE_ROW_HEIGHT.normal),
  compact: columnIn(PICTURE_ROW_HEIGHT.compact),
  narrow: columnIn(PICTURE_ROW_HEIGHT.narrow),
} as const;

/** Columns that give room to the picture where not all fit: all of them still do on a screen of 1,440 px. */
const leastWidths: Readonly<Record<string, number>> = {
  status: 160,
  type: 70,
  ratio: 82,
  node: 96,
  memory: 72,
  started: 94,
  ended: 94,
};

/** On a phone the picture takes the room of the render time, which the preview says. */
export function withPicture(
  columns: readonly GridColumn<FrameRow>[],
  size: keyof typeof PICTURE_ROW_HEIGHT,
): readonly GridColumn<FrameRow>[] {
  if (size === "narrow") return [pictureColumns.narrow, ...columns.filter(({ id }) => id !== "time")];
  return [
    pictureColumns[size],
    ...columns.map((column) => {
      const min = leastWidths[column.id];
      return min === undefined ? column : { ...column, min };
    }),
  ];
}

/** Pinned behind the checkbox. */
export const layoutWithPicture = (layout: ColumnLayout): ColumnLayout => {
  const { start, end } = layout.columnPinning;
  const at = start.indexOf("select") + 1;
  return {
    ...layout,
    columnOrder: [ID, ...layout.columnOrder],
    columnPinning: { start: start.toSpliced(at, 0, ID), end },
  };
};

/** The layout to store: order and pinning as they were without the column. */
export const layoutToStore = (changed: ColumnLayout, stored: ColumnLayout): ColumnLayout => ({
  ...changed,
  columnOrder: stored.columnOrder,
  columnPinning: stored.columnPinning,
});
