/** The row that had the focus when a list closed: the list that opens again has the same one. It ends with the page. */
import { useEffect, useRef } from "react";
import type { GridFocus } from "./model";

const places = new Map<string, GridFocus>();

/** The focus with which a list opens, if it was open before. */
export const focusOfPlace = (key: string | undefined): GridFocus | null =>
  (key === undefined ? undefined : places.get(key)) ?? null;

/** Whether no element has the focus, as after navigation by a link that was unmounted. */
export const isFocusFree = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** Stores the focus of a list when it closes. */
export function useFocusMemory(key: string | undefined, focus: GridFocus | null): void {
  const latest = useRef(focus);
  useEffect(() => {
    latest.current = focus;
  });
  useEffect(() => {
    if (key === undefined) return;
    return () => {
      if (latest.current !== null) places.set(key, latest.current);
    };
  }, [key]);
}
