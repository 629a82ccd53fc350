import { useEffect, useRef, useState } from "react";
import { type Fit, tileFit } from "./tile-fit";

/** How many tiles fit into an element; measured again when its size or the size of type (`scale`) changes. */
export function useTileFit(scale: number) {
  const area = useRef<HTMLDivElement>(null);
  const [fit, setFit] = useState<Fit>({ columns: 1, rows: 2 });
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const measure = () => {
      const unit = Number.parseFloat(getComputedStyle(element).fontSize) || 16 * scale;
      const next = tileFit(element.clientWidth, element.clientHeight, unit);
      setFit((before) => (before.columns === next.columns && before.rows === next.rows ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scale]);
  return { area, fit };
}
