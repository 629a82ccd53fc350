/** Which pictures the frames of a leaf have, by pass, and why there are none. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { framePicturesQuery, pictureUrl } from "../../../queries/frames/frame-pictures";
import type { FrameRow } from "../../../queries/frames/frame-set";
import type { PictureFault } from "./picture-result";

/** Faults of a picture that may be those of all pictures: our server knows. */
const mayConcernAll: ReadonlySet<PictureFault> = new Set(["refused", "redirected", "unreachable", "not-a-picture"]);

/** Whether no picture has come, for a reason that may hold for all. */
export const areAllRefused = (loaded: number, faults: readonly PictureFault[]): boolean =>
  loaded === faults.length && faults.some((fault) => mayConcernAll.has(fault));

/** `refetch` asks our server again, for example whether a fault concerns all pictures. */
export function usePasses(rows: readonly FrameRow[]) {
  const first = useMemo(() => rows.find(({ frame }) => pictureUrl(frame, 0) !== null)?.frame ?? null, [rows]);
  const { data, error, refetch } = useQuery(framePicturesQuery(first));
  return {
    passes: data?.pictures ?? [],
    refusal: data?.refusal ?? null,
    error: data ? null : error,
    refetch,
  };
}
