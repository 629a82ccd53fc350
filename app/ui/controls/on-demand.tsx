import {
  type ReactNode,
  Suspense,
  type SyntheticEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { LazyPart } from "../browser/lazy-named";
import classes from "./on-demand.module.css";

/**
 * Controls that load when the user reaches for them with pointer, finger or keyboard, or at once with `isWanted`. Until then
 * `placeholders` stand in their place: buttons with the same names in the same order. A button that is focused or pressed before
 * the controls are there passes both on to the control.
 */
export function OnDemand({
  part,
  isWanted = false,
  placeholders,
  children,
}: {
  part: Pick<LazyPart<never>, "preload" | "isLoaded">;
  isWanted?: boolean;
  placeholders: ReactNode;
  /** An element of `part`. */
  children: ReactNode;
}) {
  const box = useRef<HTMLSpanElement>(null);
  const reached = useRef<{ readonly button: number; readonly isPressed: boolean } | null>(null);
  const [isThere, setThere] = useState(part.isLoaded);
  const buttons = () => [...(box.current?.querySelectorAll("button") ?? [])];
  const load = useCallback(() => void part.preload().then(() => setThere(true)), [part]);

  const reach = (isPressed: boolean) => (event: SyntheticEvent<HTMLElement>) => {
    const { target } = event;
    const button = buttons().findIndex((candidate) => target instanceof Node && candidate.contains(target));
    if (button >= 0) reached.current = { button, isPressed: isPressed || reached.current?.isPressed === true };
    load();
  };
  useEffect(() => {
    if (isWanted) load();
  }, [isWanted, load]);
  useLayoutEffect(() => {
    const isFocusElsewhere = document.activeElement !== null && document.activeElement !== document.body;
    if (!isThere || reached.current === null || isFocusElsewhere) return;
    const control = box.current?.querySelectorAll("button")[reached.current.button];
    control?.focus();
    if (reached.current.isPressed) control?.click();
    reached.current = null;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the others are refs
  }, [isThere]);

  return (
    <span ref={box} className={classes["controls"]}>
      {isThere ? (
        <Suspense fallback={placeholders}>{children}</Suspense>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: it passes on what happens to the buttons inside
        <span
          role="presentation"
          className={classes["controls"]}
          onPointerEnter={load}
          onPointerDown={reach(true)}
          onFocus={reach(false)}
          onClickCapture={reach(true)}
        >
          {placeholders}
        </span>
      )}
    </span>
  );
}
