/** What selects rows of the Tasks grid. Ids stay selected through every refresh; only a vanished task leaves. */
import {
  extendTo,
  noSelection,
  onlyRow,
  prune,
  type Selection,
  selectionOf,
  toggleRow,
} from "../../ui/tree-grid/model";

export type SelectionEvent =
  | { readonly kind: "toggle"; readonly id: number }
  /**
   * A range of `order` from the anchor to a row, by Shift and a click or an arrow. Without an anchor it starts at `from`,
   * the row that an arrow has left; a click has none and adds its row.
   */
  | { readonly kind: "extend"; readonly from?: number; readonly to: number; readonly order: readonly number[] }
  | { readonly kind: "select"; readonly ids: readonly number[] }
  | { readonly kind: "clear" }
  | { readonly kind: "refresh"; readonly has: (id: number) => boolean };

export function reduceSelection(selection: Selection, event: SelectionEvent): Selection {
  switch (event.kind) {
    case "toggle":
      return toggleRow(selection, event.id);
    case "extend": {
      const { from, to, order } = event;
      const anchored = selection.anchor === null && from !== undefined ? onlyRow(from) : selection;
      return extendTo(anchored, order, to);
    }
    case "select":
      return selectionOf(event.ids);
    case "clear":
      return noSelection;
    case "refresh":
      return prune(selection, event.has);
  }
}
