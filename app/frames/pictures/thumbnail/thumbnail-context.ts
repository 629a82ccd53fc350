/** What all small pictures of a table share, made once: to make it in each cell costs more than to draw it. */
import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { pictureUrl } from "../../../queries/frames/frame-pictures";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { useFrameLabels } from "../../frame-labels";
import { pictureLoader } from "../load/use-pictures";
import { createHintLookup } from "../marks/frame-hints";
import type { MarkKind } from "../marks/picture-marks";
import type { PictureStats } from "../marks/picture-stats";
import type { PreviewStore } from "../preview/preview-store";

/** Number of the picture that rows show: the first pass. */
export const ROW_PASS = 0;

function statsOf({ frame }: FrameRow): PictureStats | null {
  const url = pictureUrl(frame, ROW_PASS);
  const result = url === null ? undefined : pictureLoader.result(url);
  return result?.kind === "ready" ? result.stats : null;
}

/** `rows`: all loaded frames in natural order, among which the neighbours of a frame are found. */
export function useThumbnailContext(rows: readonly FrameRow[], preview: PreviewStore) {
  const t = useTranslations("sheet");
  const texts = useTranslations("frames.thumbnails");
  const labels = useFrameLabels();
  const hintOf = useMemo(() => createHintLookup(rows, statsOf), [rows]);
  return useMemo(() => ({ t, texts, labels, hintOf, preview }), [t, texts, labels, hintOf, preview]);
}

/** null: the rows show no pictures. */
export const ThumbnailContext = createContext<ReturnType<typeof useThumbnailContext> | null>(null);

export function useThumbnails() {
  const context = useContext(ThumbnailContext);
  if (context === null) throw new Error("No ThumbnailContext above this component");
  return context;
}

/** The hint of a frame, as far as the pictures around it are loaded. */
export function useHint(frameId: number, hintOf: (frameId: number) => MarkKind | null): MarkKind | null {
  return useSyncExternalStore(pictureLoader.subscribe, () => hintOf(frameId));
}
