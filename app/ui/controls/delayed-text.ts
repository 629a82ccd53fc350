import { useEffect, useRef, useState } from "react";

/** Pause between the last key press and the change of the URL. */
const URL_DELAY_MS = 300;

/**
 * The text of a field that is also in the URL. Typing shows immediately and the delayed URL never overwrites newer text; a
 * change from outside (Back, chart brush, "Clear") replaces it. Text that `accepts` rejects does not reach the URL.
 */
export function useDelayedText(
  value: string,
  onChange: (value: string) => void,
  accepts: (text: string) => boolean = () => true,
) {
  const [text, setText] = useState(value);
  const [previous, setPrevious] = useState(value);
  const [sent, setSent] = useState(value);
  if (previous !== value) {
    setPrevious(value);
    if (value !== sent) setText(value);
    setSent(value);
  }
  // A ref instead of a dependency: a page that renders often while frames load would restart the timer for ever.
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const isPending = text !== value && text !== sent && accepts(text);
  useEffect(() => {
    if (!isPending) return;
    const timer = setTimeout(() => {
      setSent(text);
      latest.current(text);
    }, URL_DELAY_MS);
    return () => clearTimeout(timer);
  }, [isPending, text]);
  return [text, setText] as const;
}
