/** Where the large preview is: beside the picture of its row, as high as the row, inside the window. */

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
type Size = { readonly width: number; readonly height: number };

/** Between the preview and the picture. */
const GAP = 10;
/** Between the preview and the edges of the window. */
const MARGIN = 8;
/** With the status line, which stays in view. */
const BELOW = 34;

/** The upper left corner, px. `anchor`: the small picture. */
export function previewPlace(
  anchor: Box,
  preview: Size,
  inside: Size,
): { readonly left: number; readonly top: number } {
  const after = anchor.right + GAP;
  const before = anchor.left - GAP - preview.width;
  const fitsAfter = after + preview.width + MARGIN <= inside.width;
  const middle = (anchor.top + anchor.bottom - preview.height) / 2;
  return {
    left: Math.round(fitsAfter || before < MARGIN ? after : before),
    top: Math.round(Math.max(MARGIN, Math.min(middle, inside.height - preview.height - BELOW))),
  };
}
