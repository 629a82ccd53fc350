import { useEffect, useRef, useState } from "react";

/** Time a page of tiles stays on a kiosk's screen, ms: enough to read a dozen tiles. */
const ROTATE_MS = 15_000;

const prefersReducedMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Turns the pages of a kiosk until paused; with a preference for reduced motion it starts paused. */
export function useRotation(isActive: boolean, onTurn: () => void) {
  const [paused, setPaused] = useState(prefersReducedMotion);
  const latest = useRef(onTurn);
  useEffect(() => {
    latest.current = onTurn;
  });
  useEffect(() => {
    if (!isActive || paused) return;
    const timer = setInterval(() => latest.current(), ROTATE_MS);
    return () => clearInterval(timer);
  }, [isActive, paused]);
  return { paused, toggle: () => setPaused(!paused) };
}
