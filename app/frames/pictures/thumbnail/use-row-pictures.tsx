/** Small pictures in the rows: whether they are shown, the switch, and what the table needs of them. */
import { useEffect, useMemo } from "react";
import type { PicturesAnswer } from "../../../protocol/frames/frame-pictures";
import { pictureUrl } from "../../../queries/frames/frame-pictures";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { useCapability } from "../../../queries/http/capabilities";
import { createStored } from "../../../ui/storage/stored";
import type { FrameSearch } from "../../filters/frame-search";
import { areAllRefused, usePasses } from "../load/use-passes";
import { usePicture } from "../load/use-pictures";
import { passOf, passOnUrl } from "../sheet/sheet-search";
import { PicturesSwitch } from "./pictures-switch";
import { ROW_PASS } from "./thumbnail-context";

/** What this browser showed last. Pictures cost requests at the farm, so at first there are none. */
const remembered = createStored("renderdeck.row-pictures.1", (raw) => raw === true);
const noRows: readonly FrameRow[] = [];

export type RowPicturesState = {
  readonly areShown: boolean;
  /** All loaded frames in natural order: a frame is compared with its neighbours, whatever the order of the table. */
  readonly rows: readonly FrameRow[];
  readonly passes: PicturesAnswer["pictures"];
  /** Number of the picture that the preview shows. */
  readonly pass: number;
  readonly onPass: (pass: number) => void;
};

/** `rows`: all loaded frames in natural order. */
export function useRowPictures(
  search: FrameSearch,
  rows: readonly FrameRow[],
  onChange: (change: Partial<FrameSearch>) => void,
) {
  const last = remembered.use();
  const { has, refusal } = useCapability("framePictures");
  const isOn = (search.pictures === undefined ? last : search.pictures === "on") && has && refusal === null;
  const { passes, isRefused } = useAccess(isOn ? rows : noRows);
  const state: RowPicturesState = {
    areShown: isOn && !isRefused,
    rows,
    passes,
    pass: passOf(search.pass),
    onPass: (pass) => onChange({ pass: passOnUrl(pass) }),
  };
  return {
    state,
    button: (
      <PicturesSwitch
        isOn={state.areShown}
        onChange={(next) => {
          remembered.set(next);
          onChange({ pictures: next ? "on" : "off" });
        }}
      />
    ),
  };
}

/** The passes of the frames, and whether the farm gives none. The picture of the first done frame finds out. */
function useAccess(rows: readonly FrameRow[]) {
  const { passes, refusal, refetch } = usePasses(rows);
  const first = useMemo(() => rows.find(({ frame }) => pictureUrl(frame, ROW_PASS) !== null)?.frame ?? null, [rows]);
  const result = usePicture(first && pictureUrl(first, ROW_PASS));
  const isDoubtful = result?.kind === "fault" && areAllRefused(1, [result.fault]);
  useEffect(() => {
    if (isDoubtful) void refetch();
  }, [isDoubtful, refetch]);
  return { passes, isRefused: refusal !== null };
}
