/** How many pictures a row of the sheet has, and how large they are. */
import type { SheetSize } from "./sheet-search";

const minWidths: Readonly<Record<SheetSize, number>> = { small: 88, medium: 152, large: 232, huge: 344 };
export const GAP = 8;
/** The line below a picture. */
const CAPTION = 24;

export type SheetLayout = {
  readonly columns: number;
  /** With the gap below, px. */
  readonly rowHeight: number;
};

/** `width`: of the sheet without padding, px. The pictures fill it. */
export function sheetLayout(width: number, size: SheetSize): SheetLayout {
  const columns = Math.max(1, Math.floor((width + GAP) / (minWidths[size] + GAP)));
  const cell = Math.max(1, (width - GAP * (columns - 1)) / columns);
  return { columns, rowHeight: Math.round((cell * 9) / 16) + CAPTION + GAP };
}

type Place = {
  readonly columns: number;
  readonly count: number;
  /** Rows in view, for Page up and Page down. */
  readonly page: number;
};

/** The place after a key; null: the key moves nothing. */
export function placeAfter(key: string, at: number, { columns, count, page }: Place): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns < 0 ? at : at - columns,
    ArrowDown: at + columns >= count ? at : at + columns,
    PageUp: at - columns * page,
    PageDown: at + columns * page,
    Home: 0,
    End: count - 1,
  };
  const target = steps[key];
  return target === undefined ? null : Math.max(0, Math.min(count - 1, target));
}
