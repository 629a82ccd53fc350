/** The views of the pictures of a leaf: their buttons, the contact sheet in the place of chart and table, and playback. */
import { type ReactNode, Suspense } from "react";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useCapability } from "../../queries/http/capabilities";
import { lazyNamed } from "../../ui/browser/lazy-named";
import type { FrameSearch } from "../filters/frame-search";
import { PlayButton } from "./playback/play-button";
import { defaultPlay, playSearchText } from "./playback/playback-search";
import { SheetButton } from "./sheet/sheet-button";
import { passOf } from "./sheet/sheet-search";

const ContactSheet = lazyNamed(() => import("./sheet/contact-sheet"), "ContactSheet", "block");
const PlaybackDialog = lazyNamed(() => import("./playback/playback-dialog"), "PlaybackDialog");

type PictureViewsProps = {
  readonly taskId: number;
  /** All loaded frames, in natural order. */
  readonly rows: readonly FrameRow[];
  /** Those that match the filters. */
  readonly shown: readonly FrameRow[];
  /** The rows are all frames of the task. */
  readonly isComplete: boolean;
  readonly search: FrameSearch;
  readonly selected: ReadonlySet<number>;
  readonly onChange: (change: Partial<FrameSearch>) => void;
  readonly onToggle: (id: number, extend: boolean) => void;
  readonly onSelect: (ids: readonly number[]) => void;
  readonly onEscape: () => void;
};

/** `sheet` is null while it is closed; `play` opens playback, and is null where there are no pictures. */
export function usePictureViews({
  taskId,
  rows,
  shown,
  isComplete,
  search,
  selected,
  onChange,
  ...handlers
}: PictureViewsProps): {
  readonly buttons: ReactNode;
  readonly sheet: ReactNode;
  readonly dialog: ReactNode;
  readonly play: (() => void) | null;
} {
  const { has, refusal } = useCapability("framePictures");
  const isPossible = has && refusal === null;
  const pass = passOf(search.pass);
  const play = () => onChange({ play: playSearchText(defaultPlay) });
  return {
    buttons: (
      <>
        <SheetButton
          taskId={taskId}
          isOpen={isPossible && search.sheet !== undefined}
          onOpen={(isOpen) => onChange({ sheet: isOpen ? "medium" : undefined, mark: [] })}
        />
        <PlayButton onPlay={play} />
      </>
    ),
    sheet: isPossible && search.sheet !== undefined && (
      <Suspense fallback={null}>
        <ContactSheet
          key={taskId}
          taskId={taskId}
          rows={rows}
          shown={shown}
          size={search.sheet}
          marks={search.mark}
          pass={pass}
          picture={search.picture}
          selected={selected}
          onChange={onChange}
          {...handlers}
        />
      </Suspense>
    ),
    dialog: isPossible && search.play !== "" && (
      <Suspense fallback={null}>
        <PlaybackDialog
          key={taskId}
          rows={rows}
          isComplete={isComplete}
          text={search.play}
          range={search.range}
          pass={pass}
          onChange={onChange}
        />
      </Suspense>
    ),
    play: isPossible ? play : null,
  };
}
