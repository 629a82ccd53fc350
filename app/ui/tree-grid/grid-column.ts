/** What a page declares about a column of its grid. */
import type { ComponentType } from "react";

/** One column of a grid over values of T. Header and Cell are components, so they may use hooks. */
export type GridColumn<T> = {
  readonly id: string;
  readonly Header: ComponentType;
  readonly Cell: ComponentType<CellProps<T>>;
  /** Default width in px. */
  readonly width: number;
  readonly align?: "end";
  readonly sortable?: boolean;
  /** Sort direction of the first click: descending for numbers and moments. */
  readonly descendingFirst?: boolean;
  /** Not in the column menu: it cannot be hidden or moved. */
  readonly fixed?: "start" | "end";
  readonly hidden?: boolean;
  /** Least width in px to which the column shrinks where not all fit; without it, its width. One that the user has resized keeps its width. */
  readonly min?: number;
  /** Share of the remaining space that the column takes. */
  readonly grow?: number;
};

export type CellProps<T> = { readonly value: T; readonly level: number };

export type Sort = { readonly column: string; readonly descending: boolean };
