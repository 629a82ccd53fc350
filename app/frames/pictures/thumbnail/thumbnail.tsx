/** The small picture of a frame, in fixed room: what is not there yet, or never comes, takes the same. */
import type { PointerEvent } from "react";
import { pictureUrl } from "../../../queries/frames/frame-pictures";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { HINT_GLYPH } from "../marks/picture-marks";
import classes from "./thumbnail.module.css";
import { ROW_PASS, useHint, useThumbnails } from "./thumbnail-context";
import { useRestingPicture } from "./use-resting-picture";

/** `row` null: the page does not know the frame. `isVisible` false: it has room, and loads nothing. */
export function Thumbnail({
  row,
  isVisible = true,
  tabIndex = -1,
}: {
  row: FrameRow | null;
  isVisible?: boolean;
  tabIndex?: 0 | -1;
}) {
  const { texts, labels } = useThumbnails();
  const url = row && pictureUrl(row.frame, ROW_PASS);
  if (row === null) return <span className={classes["thumbnail"]} data-empty />;
  if (url === null)
    return (
      <span
        className={classes["thumbnail"]}
        data-empty
        data-thumbnail={row.frame.id}
        title={texts("notDone", { status: labels.status(row.frame.statusCode) })}
      />
    );
  return <Picture row={row} url={url} isVisible={isVisible} tabIndex={tabIndex} />;
}

/** A finger that touches a picture rests on nothing. */
const ofMouse = (run: () => void) => (event: PointerEvent) => {
  if (event.pointerType === "mouse") run();
};

function Picture({
  row,
  url,
  isVisible,
  tabIndex,
}: {
  row: FrameRow;
  url: string;
  isVisible: boolean;
  tabIndex: 0 | -1;
}) {
  const { t, texts, labels, hintOf, preview } = useThumbnails();
  const result = useRestingPicture(isVisible ? url : null);
  const { id } = row.frame;
  const hint = useHint(id, hintOf);
  const isOpen = preview.use((open) => open?.frameId === id && open.by === "user");
  const fault = result?.kind === "fault" ? t(`fault.${result.fault}`) : null;
  const name = texts("picture", { name: labels.name(row.name) });
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      className={classes["thumbnail"]}
      data-thumbnail={id}
      aria-label={[name, fault, hint && t(`mark.${hint}`)].filter(Boolean).join(" · ")}
      aria-expanded={isOpen}
      onPointerEnter={ofMouse(() => preview.enter(id))}
      onPointerLeave={ofMouse(preview.leave)}
      onClick={(event) => {
        // A click on the row selects it.
        event.stopPropagation();
        preview.toggle(id);
      }}
    >
      {result?.kind === "ready" ? (
        <img src={url} alt="" decoding="async" draggable={false} />
      ) : (
        <span className={classes["note"]} aria-hidden="true">
          {fault ?? "…"}
        </span>
      )}
      {hint && (
        <span className={`tone ${classes["hint"]}`} data-tone="halted" aria-hidden="true">
          {HINT_GLYPH}
        </span>
      )}
    </button>
  );
}
