import { startTransition, useEffect, useState } from "react";

/**
 * The value as it was when the page was last painted, where a change `mayWait`: what is drawn from it comes one frame after
 * what is drawn from the value itself, and keeps no key press waiting. Changes that may not wait are there at once.
 */
export function useAfterPaint<T>(value: T, first: T, mayWait: (painted: T, value: T) => boolean): T {
  const [painted, setPainted] = useState(first);
  const waits = painted !== value && mayWait(painted, value);
  if (painted !== value && !waits) setPainted(value);
  useEffect(() => {
    if (!waits) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A frame is painted after its callbacks: only a task that follows them comes after it.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setPainted(value)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [waits, value]);
  return waits ? painted : value;
}
