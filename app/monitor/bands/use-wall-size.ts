import { useEffect, useRef, useState } from "react";
import { NARROW_BELOW } from "./wall-pages";

/** The size of an element in units of its type size; measured again when its size or the size of type (`scale`) changes. */
export function useWallSize(scale: number) {
  const area = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ height: 20, isNarrow: false });
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const measure = () => {
      const unit = Number.parseFloat(getComputedStyle(element).fontSize) || 16 * scale;
      const next = { height: element.clientHeight / unit, isNarrow: element.clientWidth / unit < NARROW_BELOW };
      setSize((before) => (before.height === next.height && before.isNarrow === next.isNarrow ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scale]);
  return { area, ...size };
}
