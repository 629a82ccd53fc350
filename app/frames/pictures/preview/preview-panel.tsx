/** The large picture beside its row, with what is known of the frame. It follows the focus while it is open, and takes none. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type RefObject, useEffectEvent, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../../protocol/frames/frame-figures";
import { pictureUrl } from "../../../queries/frames/frame-pictures";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { isDialogOpen } from "../../../ui/browser/is-dialog-open";
import { useNarrow } from "../../../ui/browser/narrow";
import { useHalfMinute } from "../../../ui/browser/now";
import { useWindowKeys } from "../../../ui/browser/use-window-keys";
import { usesKey } from "../../../ui/browser/uses-key";
import { FrameSummary } from "../../strip/frame-summary";
import { usePicture } from "../load/use-pictures";
import { HINT_GLYPH } from "../marks/picture-marks";
import { PassChoice, type PassChoiceProps } from "../sheet/pass-choice";
import { useHint, useThumbnails } from "../thumbnail/thumbnail-context";
import classes from "./preview.module.css";
import { previewPlace } from "./preview-place";

export function PreviewPanel({
  row,
  figures,
  container,
  ...passProps
}: {
  readonly row: FrameRow;
  readonly figures: FrameFigures;
  /** The rows: a frame may have a picture elsewhere on the page, too. */
  readonly container: RefObject<HTMLElement | null>;
} & PassChoiceProps) {
  const t = useTranslations("frames.thumbnails");
  const { labels, preview } = useThumbnails();
  const panel = useRef<HTMLElement>(null);
  const isNarrow = useNarrow();
  usePlace(panel, container, row.frame.id, isNarrow);
  useKeys({ ...passProps, onClose: preview.close });
  useFocusBack(panel, container, row.frame.id);
  return (
    <section
      ref={panel}
      className={classes["preview"]}
      data-docked={isNarrow || undefined}
      aria-label={t("picture", { name: labels.name(row.name) })}
      onPointerEnter={preview.stay}
      onPointerLeave={(event) => event.pointerType === "mouse" && preview.leave()}
    >
      <Figure row={row} pass={passProps.pass} figures={figures} />
      <PassChoice {...passProps} />
      <ActionIcon
        className={classes["close"]}
        variant="subtle"
        color="gray"
        size={32}
        aria-label={t("close")}
        title={t("close")}
        onClick={preview.close}
      >
        <IconX size={16} aria-hidden="true" />
      </ActionIcon>
    </section>
  );
}

function Figure({ row, pass, figures }: { row: FrameRow; pass: number; figures: FrameFigures }) {
  const { t, texts, labels, hintOf } = useThumbnails();
  const nowMs = useHalfMinute();
  const { frame, name } = row;
  const url = pictureUrl(frame, pass);
  const result = usePicture(url);
  const hint = useHint(frame.id, hintOf);
  const note =
    url === null
      ? texts("notDone", { status: labels.status(frame.statusCode) })
      : result === undefined
        ? t("loading")
        : result.kind === "fault"
          ? t(`fault.${result.fault}`)
          : null;
  return (
    <figure className={classes["figure"]}>
      <div className={classes["picture"]}>
        {url !== null && note === null ? (
          <img src={url} alt={texts("picture", { name: labels.name(name) })} draggable={false} />
        ) : (
          <p>{note}</p>
        )}
      </div>
      <figcaption role="status">
        <FrameSummary row={row} figures={figures} nowMs={nowMs} />
        {hint && (
          <span className={`tone ${classes["hint"]}`} data-tone="halted">
            {HINT_GLYPH} {t(`mark.${hint}`)} ({t("hint")})
          </span>
        )}
      </figcaption>
    </figure>
  );
}

/** Keeps the panel beside the picture of its row, wherever that scrolls. On a phone it is docked at the bottom instead. */
function usePlace(
  panel: RefObject<HTMLElement | null>,
  container: RefObject<HTMLElement | null>,
  frameId: number,
  isDocked: boolean,
): void {
  useLayoutEffect(() => {
    const { current } = panel;
    if (!current || isDocked) return;
    const place = () => {
      const anchor = container.current?.querySelector(`[data-thumbnail="${frameId}"]`)?.getBoundingClientRect();
      // A row that is not drawn yet: its scroll event follows.
      if (!anchor) return;
      const inside = { width: window.innerWidth, height: window.innerHeight };
      const { left, top } = previewPlace(anchor, current.getBoundingClientRect(), inside);
      Object.assign(current.style, { left: `${left}px`, top: `${top}px` });
    };
    place();
    window.addEventListener("scroll", place, { capture: true, passive: true });
    window.addEventListener("resize", place);
    return () => {
      window.removeEventListener("scroll", place, { capture: true });
      window.removeEventListener("resize", place);
      current.removeAttribute("style");
    };
  }, [panel, container, frameId, isDocked]);
}

/** The focus of a control in the panel goes to the row when the panel closes. Otherwise no list of the page had the keys. */
function useFocusBack(
  panel: RefObject<HTMLElement | null>,
  container: RefObject<HTMLElement | null>,
  frameId: number,
): void {
  const handleClose = useEffectEvent((closing: HTMLElement | null) => {
    if (!closing?.contains(document.activeElement)) return;
    // A table has rows that take the focus, the list of tiles only pictures.
    container.current
      ?.querySelector<HTMLElement>(`[data-row="${frameId}"], button[data-thumbnail="${frameId}"]`)
      ?.focus({ preventScroll: true });
  });
  useLayoutEffect(() => {
    const { current } = panel;
    return () => handleClose(current);
  }, [panel]);
}

/** Escape closes, digits choose a pass. Before all other keys of the page: Escape would clear the selection. */
function useKeys({ passes, onPass, onClose }: Omit<PassChoiceProps, "pass"> & { onClose: () => void }): void {
  useWindowKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isDialogOpen() || usesKey(event.target, event.key)) return;
    const pass = passes[Number(event.key) - 1];
    if (event.key === "Escape") onClose();
    else if (pass) onPass(pass.index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
