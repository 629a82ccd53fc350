/** The row that had the focus when a list closed: the list that opens again has the same one. It ends with the page. */
import { useEffect, useRef } from "react";
import type { GridFocus, RowId } from "./model";

type Place = {
  readonly focus: GridFocus | null;
  /** The marked row. */
  readonly current: RowId | undefined;
};

const places = new Map<string, Place>();

/** The focus and the marked row with which a list closed. */
export const placeOfList = (key: string | undefined): Place | undefined =>
  key === undefined ? undefined : places.get(key);

/** Whether no element has the focus, as after navigation by a link that was unmounted. */
export const isFocusFree = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** Stores focus and marked row of a list when it closes. */
export function useFocusMemory(key: string | undefined, place: Place): void {
  const latest = useRef(place);
  useEffect(() => {
    latest.current = place;
  });
  useEffect(() => {
    if (key === undefined) return;
    return () => {
      places.set(key, latest.current);
    };
  }, [key]);
}
