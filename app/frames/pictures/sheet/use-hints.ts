/** The hints of all done frames of a leaf, while their pictures load, and how far that is. */
import { useEffect, useMemo } from "react";
import { pictureUrl } from "../../../queries/frames/frame-pictures";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { areAllRefused, usePasses } from "../load/use-passes";
import { pictureLoader, usePictures } from "../load/use-pictures";
import { frameHints } from "../marks/frame-hints";
import { latestHints } from "./latest-hints";

const noUrls: readonly string[] = [];

/** `rows`: all loaded frames in natural order. `pass`: number of the picture. */
export function useHints(taskId: number, rows: readonly FrameRow[], pass: number) {
  const { passes, refusal, error, refetch } = usePasses(rows);
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
    const ended = urls.map((url) => results.of(url)).filter((result) => result !== undefined);
    const faults = ended.filter((result) => result.kind === "fault").map(({ fault }) => fault);
    return {
      total: urls.length,
      checked: ended.length,
      faults: faults.length,
      isDoubtful: areAllRefused(ended.length, faults),
    };
  }, [urls, results]);

  const { isDoubtful } = progress;
  useEffect(() => {
    if (isDoubtful) void refetch();
  }, [isDoubtful, refetch]);
  useEffect(() => latestHints.set({ taskId, count: hints.size }), [taskId, hints]);

  return {
    hints,
    progress,
    refusal,
    error,
    passes,
    retry: () => {
      void refetch();
      pictureLoader.retry();
    },
  };
}
