import { useEffect, useRef, useState } from "react";

/** Time a page stays on the screen, ms: enough to read a dozen rows. */
const ROTATE_MS = 15_000;

const prefersReducedMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Turns the pages until paused. A kiosk starts with turning pages, unless the viewer prefers reduced motion; another screen starts paused. */
export function useRotation(isActive: boolean, isKiosk: boolean, onTurn: () => void) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const paused = chosen ?? (!isKiosk || prefersReducedMotion());
  const latest = useRef(onTurn);
  useEffect(() => {
    latest.current = onTurn;
  });
  useEffect(() => {
    if (!isActive || paused) return;
    const timer = setInterval(() => latest.current(), ROTATE_MS);
    return () => clearInterval(timer);
  }, [isActive, paused]);
  return { paused, toggle: () => setChosen(!paused) };
}
