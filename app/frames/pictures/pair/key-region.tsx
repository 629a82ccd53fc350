import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";

/** The keys work wherever the focus is in the region; each repeats a control inside. */
export function KeyRegion({
  className,
  onKey,
  children,
}: {
  className: string | undefined;
  onKey: (event: KeyboardEvent) => void;
  children: ReactNode;
}) {
  const region = useRef<HTMLDivElement>(null);
  const handleKey = useEffectEvent(onKey);
  useEffect(() => {
    const { current } = region;
    const onKeyDown = (event: KeyboardEvent) => handleKey(event);
    current?.addEventListener("keydown", onKeyDown);
    return () => current?.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <div ref={region} className={className}>
      {children}
    </div>
  );
}
