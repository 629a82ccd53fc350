/**
 * Toasts, over the free end of the status line: the newest one in a line, all of them under the pointer or the focus. Failures and
 * warnings stay until closed, and accepted writes until their effect is seen; other toasts close after a while, those with an undo
 * later, but not under the pointer or the focus. Escape closes the focused one.
 */

import {
  type KeyboardEvent as ReactKeyboardEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import { isDialogOpen } from "../browser/is-dialog-open";
import { isTyping } from "../browser/is-typing";
import { isCtrlLetter } from "../browser/latin-key";
import { useWindowKeys } from "../browser/use-window-keys";
import { AwaitedEffect } from "../dialog/awaited-effect";
import { RefusalAction } from "../dialog/refusal-action";
import type { UndoOffer } from "./toast";
import { closeToast, replaceToast, type ShownToast, settleToast, useToasts } from "./toast-store";
import classes from "./toasts.module.css";

/** How long a toast other than a failure stays, ms. */
const SHOWN_MS = 6000;
/** The same with an undo: time to notice a mistake. */
const SHOWN_WITH_UNDO_MS = 20_000;

const glyphs = { good: "✓", bad: "✕", halted: "▲", idle: "●" } as const;

/** `isAlone`: there is no status line. */
export function Toasts({ isAlone = false }: { isAlone?: boolean }) {
  const t = useTranslations("common");
  const toasts = useToasts();
  const strip = useRef<HTMLElement>(null);
  const { held, before } = useVisit(strip);
  useUndoKey(strip);
  const close = (id: number) => {
    const focused = document.activeElement;
    const others = [...(strip.current?.querySelectorAll("button") ?? [])].filter(({ value }) => value !== String(id));
    closeToast(id);
    if (!(focused instanceof HTMLElement && strip.current?.contains(focused))) return;
    const next = others.at(-1) ?? before.current;
    // If the focused button just unmounts, the browser fires no focusout event.
    if (next instanceof HTMLElement) next.focus();
    else focused.blur();
  };
  const onKeyDown = (event: ReactKeyboardEvent) => {
    if (event.key !== "Escape") return;
    const focused = [...event.currentTarget.children].findIndex((box) => box.contains(document.activeElement));
    const toast = toasts[focused];
    if (!toast) return;
    event.stopPropagation();
    close(toast.id);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes a toast whose button has the focus
    <section
      ref={strip}
      aria-label={t("toasts")}
      aria-live="polite"
      className={classes["toasts"]}
      data-alone={isAlone || undefined}
      onKeyDown={onKeyDown}
    >
      {toasts.map((toast, index) => (
        <ToastBox
          key={toast.id}
          toast={toast}
          held={held}
          olderCount={index === toasts.length - 1 ? index : 0}
          onClose={() => close(toast.id)}
        />
      ))}
    </section>
  );
}

/** Ctrl Z presses the undo of the newest toast. A text field keeps its own undo. */
function useUndoKey(strip: RefObject<HTMLElement | null>): void {
  useWindowKeys((event) => {
    if (!isCtrlLetter(event, "z") || isTyping(event.target) || isDialogOpen()) return;
    const offers = strip.current?.querySelectorAll<HTMLButtonElement>("button[data-undo]:enabled");
    const newest = offers?.item(offers.length - 1);
    if (!newest) return;
    event.preventDefault();
    newest.click();
  });
}

/** Whether the pointer or the focus is inside an element, and which element had the focus before. */
function useVisit(element: RefObject<HTMLElement | null>) {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const before = useRef<EventTarget | null>(null);
  useEffect(() => {
    const container = element.current;
    if (!container) return;
    const listening = new AbortController();
    const { signal } = listening;
    const isOutside = (target: EventTarget | null) => !(target instanceof Node && container.contains(target));
    container.addEventListener("pointerenter", () => setPointer(true), { signal });
    container.addEventListener("pointerleave", () => setPointer(false), { signal });
    container.addEventListener(
      "focusin",
      ({ relatedTarget }) => {
        if (isOutside(relatedTarget)) before.current = relatedTarget;
        setFocus(true);
      },
      { signal },
    );
    container.addEventListener("focusout", ({ relatedTarget }) => setFocus(!isOutside(relatedTarget)), { signal });
    return () => listening.abort();
  }, [element]);
  return { held: pointer || focus, before };
}

const noTasks: readonly number[] = [];

type BoxProps = {
  readonly toast: ShownToast;
  readonly held: boolean;
  /** Toasts behind this one. */
  readonly olderCount: number;
  readonly onClose: () => void;
};

function ToastBox({
  toast: { id, title, message, tone, failure, taskIds = noTasks, action, awaited, undo },
  held,
  olderCount,
  onClose,
}: BoxProps) {
  const t = useTranslations("common");
  const close = useEffectEvent(onClose);
  const [isUndoing, setUndoing] = useState(false);
  const stays = tone === "bad" || tone === "halted" || awaited !== undefined || isUndoing;
  const shownMs = undo ? SHOWN_WITH_UNDO_MS : SHOWN_MS;
  useEffect(() => {
    if (stays || held) return;
    const timer = setTimeout(() => close(), shownMs);
    return () => clearTimeout(timer);
  }, [stays, held, shownMs]);
  const closeButton = useRef<HTMLButtonElement>(null);
  const takeBack = async ({ run }: UndoOffer, button: HTMLButtonElement) => {
    const hadFocus = document.activeElement === button;
    setUndoing(true);
    const result = await run();
    if (result === null) return onClose();
    replaceToast(id, result);
    setUndoing(false);
    // The button disappears, and the focus would be lost with it.
    if (hadFocus) closeButton.current?.focus();
  };
  const lookAgain = async () => {
    await awaited?.look();
    if (awaited?.hasEffect()) settleToast(id);
  };
  return (
    <div className={classes["toast"]} data-tone={tone} data-toast>
      <span className="tone" aria-hidden="true">
        {glyphs[tone]}
      </span>
      <p>
        <strong>{title}</strong> {message && <bdi>{message}</bdi>}
      </p>
      {failure && <RefusalAction failure={failure} taskIds={taskIds} />}
      {action && (
        <button
          type="button"
          className={classes["action"]}
          onClick={() => {
            action.run();
            onClose();
          }}
        >
          {action.label}
        </button>
      )}
      {awaited && <AwaitedEffect isAwaited onLook={lookAgain} />}
      {undo && (
        <button
          type="button"
          value={id}
          className={classes["action"]}
          data-undo
          aria-keyshortcuts="Control+Z"
          title={`${undo.label} (Ctrl Z)`}
          disabled={isUndoing}
          onClick={({ currentTarget }) => void takeBack(undo, currentTarget)}
        >
          {undo.label}
        </button>
      )}
      {olderCount > 0 && (
        <span className="faint" aria-hidden="true">
          +{olderCount}
        </span>
      )}
      <button
        ref={closeButton}
        type="button"
        className={classes["close"]}
        value={id}
        aria-label={t("closeToast", { title })}
        onClick={onClose}
      >
        ×
      </button>
    </div>
  );
}
