import { startTransition, useEffect, useState } from "react";

/**
 * Delays a changed value until the page was painted, when the change `mayWait`: expensive views render one frame later and
 * do not block the key press that caused the change. A change that may not wait is returned immediately.
 */
export function useAfterPaint<T>(value: T, first: T, mayWait: (painted: T, value: T) => boolean): T {
  const [painted, setPainted] = useState(first);
  const waits = painted !== value && mayWait(painted, value);
  if (painted !== value && !waits) setPainted(value);
  useEffect(() => {
    if (!waits) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Animation frame callbacks run before the paint; a task queued from one runs after it.
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
