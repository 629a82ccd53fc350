import { type RefObject, useEffect, useRef, useState } from "react";

/** Whether an element is in view, in its scroller too: for lists that draw all their rows. */
export function useInView<Target extends Element>(): [RefObject<Target | null>, boolean] {
  const target = useRef<Target>(null);
  const [isInView, setInView] = useState(false);
  useEffect(() => {
    const { current } = target;
    if (!current) return;
    const observer = new IntersectionObserver((entries) => setInView(entries.at(-1)?.isIntersecting ?? false));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [target, isInView];
}
