/**
 * Where toasts stand: a strip of their own that takes its room from the end of the page, so that they cover nothing. Failures
 * stay until closed; the rest goes by itself, but not from under a pointer or the focus.
 */
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { closeToast, type ShownToast, useToasts } from "./toast-store";
import classes from "./toasts.module.css";

/** How long good news stands, ms. */
const SHOWN_MS = 6000;

const glyphs = { good: "✓", bad: "✕", idle: "●" } as const;

export function Toasts() {
  const t = useTranslations("common");
  const toasts = useToasts();
  const strip = useRef<HTMLElement>(null);
  const { held, before } = useVisit(strip);
  const close = (id: number) => {
    const focused = document.activeElement;
    const others = [...(strip.current?.querySelectorAll("button") ?? [])].filter(({ value }) => value !== String(id));
    closeToast(id);
    if (!(focused instanceof HTMLElement && strip.current?.contains(focused))) return;
    const next = others.at(-1) ?? before.current;
    // Left to vanish with the button, the focus would not say that it went.
    if (next instanceof HTMLElement) next.focus();
    else focused.blur();
  };
  return (
    <section ref={strip} aria-label={t("toasts")} aria-live="polite" className={classes["strip"]}>
      {toasts.map((toast) => (
        <ToastBox key={toast.id} toast={toast} held={held} onClose={() => close(toast.id)} />
      ))}
    </section>
  );
}

/** Whether pointer or focus are within an element, and where the focus was before it came there. */
function useVisit(element: RefObject<HTMLElement | null>) {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const before = useRef<EventTarget | null>(null);
  useEffect(() => {
    const visited = element.current;
    if (!visited) return;
    const listening = new AbortController();
    const { signal } = listening;
    const isOutside = (target: EventTarget | null) => !(target instanceof Node && visited.contains(target));
    visited.addEventListener("pointerenter", () => setPointer(true), { signal });
    visited.addEventListener("pointerleave", () => setPointer(false), { signal });
    visited.addEventListener(
      "focusin",
      ({ relatedTarget }) => {
        if (isOutside(relatedTarget)) before.current = relatedTarget;
        setFocus(true);
      },
      { signal },
    );
    visited.addEventListener("focusout", ({ relatedTarget }) => setFocus(!isOutside(relatedTarget)), { signal });
    return () => listening.abort();
  }, [element]);
  return { held: pointer || focus, before };
}

type BoxProps = { readonly toast: ShownToast; readonly held: boolean; readonly onClose: () => void };

function ToastBox({ toast: { id, title, message, tone }, held, onClose }: BoxProps) {
  const t = useTranslations("common");
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (tone === "bad" || held) return;
    const timer = setTimeout(() => close(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [tone, held]);
  return (
    <div className={classes["toast"]} data-tone={tone}>
      <span className="tone" aria-hidden="true">
        {glyphs[tone]}
      </span>
      <p>
        <strong>{title}</strong> {message && <bdi>{message}</bdi>}
      </p>
      <button type="button" value={id} aria-label={t("closeToast", { title })} onClick={onClose}>
        ×
      </button>
    </div>
  );
}
