import { useEffect, useRef, useState } from "react";

/** How long a page of tiles stays on a kiosk's screen, ms: time to read a dozen tiles. */
const ROTATE_MS = 15_000;

const prefersStillness = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Turns the pages of a kiosk until paused; who prefers reduced motion starts paused. */
export function useRotation(active: boolean, onTurn: () => void) {
  const [paused, setPaused] = useState(prefersStillness);
  const latest = useRef(onTurn);
  useEffect(() => {
    latest.current = onTurn;
  });
  useEffect(() => {
    if (!active || paused) return;
    const timer = setInterval(() => latest.current(), ROTATE_MS);
    return () => clearInterval(timer);
  }, [active, paused]);
  return { paused, toggle: () => setPaused(!paused) };
}
