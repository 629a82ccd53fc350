/** Rows with small pictures, and the large preview beside them. The rows stay mounted when the pictures are switched. */
import { type ReactNode, type RefObject, Suspense, useMemo, useRef, useState } from "react";
import type { FrameFigures } from "../../../protocol/frames/frame-figures";
import { lazyNamed } from "../../../ui/browser/lazy-named";
import { previewEvents } from "../preview/preview-events";
import { createPreviewStore, type PreviewStore } from "../preview/preview-store";
import { ThumbnailContext, useThumbnailContext } from "./thumbnail-context";
import type { RowPicturesState } from "./use-row-pictures";

const PreviewPanel = lazyNamed(() => import("../preview/preview-panel"), "PreviewPanel");

type RowPicturesProps = RowPicturesState & {
  readonly figures: FrameFigures;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

export function RowPictures({ areShown, className, children, ...previewProps }: RowPicturesProps) {
  const [preview] = useState(createPreviewStore);
  const context = useThumbnailContext(previewProps.rows, preview);
  const container = useRef<HTMLDivElement>(null);
  const events = useMemo(() => previewEvents(preview), [preview]);
  return (
    <ThumbnailContext value={context}>
      <div ref={container} className={className} {...(areShown && events)}>
        {children}
      </div>
      {areShown && <Preview preview={preview} container={container} {...previewProps} />}
    </ThumbnailContext>
  );
}

function Preview({
  preview,
  rows,
  ...panelProps
}: { preview: PreviewStore; container: RefObject<HTMLElement | null> } & Omit<
  RowPicturesProps,
  "areShown" | "className" | "children"
>) {
  const frameId = preview.use((open) => open?.frameId ?? null);
  const row = useMemo(() => rows.find(({ frame }) => frame.id === frameId), [rows, frameId]);
  return (
    row && (
      <Suspense fallback={null}>
        <PreviewPanel row={row} {...panelProps} />
      </Suspense>
    )
  );
}
