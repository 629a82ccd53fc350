import { useEffect, useRef, useState } from "react";

/** The URL follows a field after this pause, ms. */
const URL_DELAY = 300;

/**
 * The text of a field that the URL follows. Typing shows at once and is never overtaken by the URL's own echo; a change
 * from outside (back, brush, "clear") replaces it. What `accepts` refuses stays in the field alone.
 */
export function useDelayedText(
  value: string,
  onChange: (value: string) => void,
  accepts: (text: string) => boolean = () => true,
) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const [sent, setSent] = useState(value);
  if (known !== value) {
    setKnown(value);
    if (value !== sent) setText(value);
    setSent(value);
  }
  // Not a dependency of the effect: pages that draw again while frames load would put the URL off for ever.
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const waits = text !== value && text !== sent && accepts(text);
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => {
      setSent(text);
      latest.current(text);
    }, URL_DELAY);
    return () => clearTimeout(timer);
  }, [waits, text]);
  return [text, setText] as const;
}
