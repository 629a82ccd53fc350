/**
 * Where toasts stand: a strip of their own that takes its room from the end of the page, so that they cover nothing. Failures
 * stay until closed; the rest goes by itself, but not from under a pointer or the focus.
 */
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { closeToast, type ShownToast, useToasts } from "./toast-store";
import classes from "./toasts.module.css";

/** How long good news stands, ms. */
const SHOWN_MS = 6000;

const glyphs = { good: "✓", bad: "✕", idle: "●" } as const;

export function Toasts() {
  const t = useTranslations("common");
  const toasts = useToasts();
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const strip = useRef<HTMLElement>(null);
  /** Where the focus was before it came here. */
  const before = useRef<EventTarget | null>(null);
  const close = (id: number) => {
    const held = strip.current?.contains(document.activeElement);
    const others = [...(strip.current?.querySelectorAll("button") ?? [])].filter(({ value }) => value !== String(id));
    closeToast(id);
    if (!held) return;
    const next = others.at(-1) ?? before.current;
    if (next instanceof HTMLElement) next.focus();
  };
  return (
    <section
      ref={strip}
      aria-label={t("toasts")}
      aria-live="polite"
      className={classes["strip"]}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={({ relatedTarget }) => {
        if (!strip.current?.contains(relatedTarget)) before.current = relatedTarget;
        setFocused(true);
      }}
      onBlur={() => setFocused(false)}
    >
      {toasts.map((toast) => (
        <ToastBox key={toast.id} toast={toast} held={hovered || focused} onClose={() => close(toast.id)} />
      ))}
    </section>
  );
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
