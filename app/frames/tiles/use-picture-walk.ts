/** One picture of a table takes the Tab key, and arrow keys move on to the next: a table of 400 tiles is one stop. */
import { type FocusEvent, type KeyboardEvent, useState } from "react";
import { pictureUrl } from "../../queries/frames/frame-pictures";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useThumbnails } from "../pictures/thumbnail/thumbnail-context";

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowUp: (at) => Math.max(0, at - 1),
  ArrowDown: (at, last) => Math.min(last, at + 1),
  Home: () => 0,
  End: (_, last) => last,
};

const idOf = (target: EventTarget | undefined): number | null => {
  const id = target instanceof HTMLElement ? target.dataset["thumbnail"] : undefined;
  return id === undefined ? null : Number(id);
};

/** `rows`: the frames of the table from the top. An open preview follows. */
export function usePictureWalk(rows: readonly (FrameRow | null)[]) {
  const { preview } = useThumbnails();
  const [focused, setFocused] = useState<number | null>(null);
  const ids = rows.flatMap((row) => (row && pictureUrl(row.frame, 0) !== null ? [row.frame.id] : []));
  const onFocus = ({ target }: FocusEvent) => setFocused((last) => idOf(target) ?? last);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = steps[event.key];
    const id = idOf(event.target);
    if (!step || id === null || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = ids[step(ids.indexOf(id), ids.length - 1)];
    event.preventDefault();
    if (next === undefined) return;
    event.currentTarget.querySelector<HTMLElement>(`button[data-thumbnail="${next}"]`)?.focus();
    preview.follow(next);
  };
  const tabStop = focused !== null && ids.includes(focused) ? focused : (ids[0] ?? null);
  return { tabStop, onFocus, onKeyDown };
}
