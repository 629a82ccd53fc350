/** The hints of all done frames of a leaf, while their pictures load, and how far that is. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { framePicturesQuery, pictureUrl } from "../../../queries/frames/frame-pictures";
import type { FrameRow } from "../../../queries/frames/frame-set";
import type { PictureFault } from "../load/picture-result";
import { pictureLoader, usePictures } from "../load/use-pictures";
import { frameHints } from "../marks/frame-hints";
import { latestHints, picturesRefused } from "./picture-access";

/** Faults of a picture that may be those of all pictures: our server knows. */
const mayConcernAll: ReadonlySet<PictureFault> = new Set(["refused", "redirected", "unreachable", "not-a-picture"]);
const noUrls: readonly string[] = [];

/** `rows`: all loaded frames in natural order. `pass`: number of the picture. */
export function useHints(taskId: number, rows: readonly FrameRow[], pass: number) {
  const first = useMemo(() => rows.find(({ frame }) => pictureUrl(frame, 0) !== null)?.frame ?? null, [rows]);
  const { data, error, refetch } = useQuery(framePicturesQuery(first));
  const refusal = data?.refusal ?? null;
  const urls = useMemo(
    () => rows.map(({ frame }) => pictureUrl(frame, pass)).filter((url) => url !== null),
    [rows, pass],
  );
  const results = usePictures(refusal === null ? urls : noUrls);
  const hints = useMemo(
    () =>
      frameHints(rows, ({ frame }) => {
        const url = pictureUrl(frame, pass);
        const result = url === null ? undefined : results.of(url);
        return result?.kind === "ready" ? result.stats : null;
      }),
    [rows, pass, results],
  );
  const progress = useMemo(() => {
    const known = urls.map((url) => results.of(url)).filter((result) => result !== undefined);
    const faults = known.filter((result) => result.kind === "fault");
    return {
      total: urls.length,
      checked: known.length,
      faults: faults.length,
      areAllRefused: known.length === faults.length && faults.some(({ fault }) => mayConcernAll.has(fault)),
    };
  }, [urls, results]);

  const { areAllRefused } = progress;
  useEffect(() => {
    if (areAllRefused) void refetch();
  }, [areAllRefused, refetch]);
  useEffect(() => picturesRefused.set(refusal), [refusal]);
  useEffect(() => latestHints.set({ taskId, count: hints.size }), [taskId, hints]);

  const retry = () => {
    void refetch();
    pictureLoader.retry();
  };
  return { hints, progress, refusal, error: data ? null : error, passes: data?.pictures ?? [], retry };
}
