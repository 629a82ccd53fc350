/** Filter chips in one line; the rest is folded. */
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { ChipButton, type ChipsProps, shownChips, toggled } from "./filter-chips";
import classes from "./filter-chips.module.css";

/** Index of the chip that a key moves the focus to. */
const steps = new Map<string, (at: number, last: number) => number>([
  ["ArrowRight", (at, last) => (at === last ? 0 : at + 1)],
  ["ArrowLeft", (at, last) => (at === 0 ? last : at - 1)],
  ["Home", () => 0],
  ["End", (_, last) => last],
]);

/**
 * FilterChips in one line: chips that do not fit are hidden behind a count until the user opens them or one of them is chosen.
 * The row is one Tab stop; arrows, Home and End move between chips.
 */
export function FoldingChips({ label, chips, chosen, onChange, before }: ChipsProps) {
  const t = useTranslations("chips");
  const [opened, setOpened] = useState(false);
  const [stop, setStop] = useState<string | null>(null);
  const shown = shownChips({ chips, chosen });
  const { ref, fitting } = useFitting(shown.map((chip) => `${chip.label}${chip.count}`).join());
  const folded = shown.slice(fitting);
  const open = opened || folded.some(({ key }) => chosen.includes(key));
  const reachable = open ? shown : shown.slice(0, fitting);
  const current = reachable.some(({ key }) => key === stop) ? stop : reachable[0]?.key;
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    const step = steps.get(event.key);
    const at = reachable.findIndex(({ key }) => key === current);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    const next = step(at, reachable.length - 1);
    ref.current?.querySelectorAll<HTMLElement>("button")[next]?.focus();
  };
  return (
    <>
      {before}
      <fieldset ref={ref} className={classes["folding"]} data-folding={open ? "open" : "closed"} aria-label={label}>
        {shown.map((chip, place) => (
          <ChipButton
            key={chip.key}
            data-folded={(!open && place >= fitting) || undefined}
            chip={chip}
            pressed={chosen.includes(chip.key)}
            tabIndex={chip.key === current ? 0 : -1}
            onKeyDown={onKeyDown}
            onFocus={() => setStop(chip.key)}
            onClick={() => onChange(toggled(chosen, chip.key))}
          />
        ))}
      </fieldset>
      {folded.length > 0 && (opened || !open) && (
        <button type="button" className={classes["chip"]} aria-expanded={open} onClick={() => setOpened(!open)}>
          {open ? t("fewer") : t("more", { count: folded.length })}
        </button>
      )}
    </>
  );
}

/** How many children of an element fit in its first line. Measured when `content` or the width changes, since measuring forces a layout. */
function useFitting(content: string) {
  const ref = useRef<HTMLFieldSetElement>(null);
  const [measured, setMeasured] = useState({ content, fitting: Number.POSITIVE_INFINITY });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => {
      const tops = Array.from(element.children, (child) => (child instanceof HTMLElement ? child.offsetTop : 0));
      const wrapped = tops.findIndex((top) => top !== tops[0]);
      const fitting = wrapped < 0 ? Number.POSITIVE_INFINITY : wrapped;
      setMeasured((known) => (known.content === content && known.fitting === fitting ? known : { content, fitting }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [content]);
  return { ref, fitting: measured.fitting };
}
