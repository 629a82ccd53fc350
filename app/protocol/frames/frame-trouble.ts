/** Frames that hang or are slow among the frames of a leaf that were read. */
import type { Frame } from "./frame";
import { frameFigures, OUTLIER_RATIO, slownessRatio } from "./frame-figures";
import { isHung } from "./frame-hang";
import { FRAME } from "./frame-status";
import type { FrameTrouble, WorstFrame } from "./task-trouble";

type Reading = {
  /** Frames of one leaf, each once, also ended ones: the median is computed from these. */
  readonly frames: readonly Frame[];
  /** Rendering frames as the task counts them. */
  readonly rendering: number;
  readonly readMs: number;
  /** The farm's clock when they were read, epoch ms. */
  readonly farmMs: number;
};

/** The trouble in frames of one leaf. */
export function troubleInFrames({ frames, rendering, readMs, farmMs }: Reading): FrameTrouble {
  const { medianByType } = frameFigures(frames, farmMs);
  const running = frames.filter(({ statusCode }) => statusCode === FRAME.rendering);
  const judged = running.map((frame) => {
    const ratio = slownessRatio(frame, medianByType, farmMs);
    return { frame, ratio, hangs: isHung(frame, medianByType, farmMs) };
  });
  const hung = judged.filter(({ hangs }) => hangs);
  const slow = judged.filter(({ hangs, ratio }) => !hangs && (ratio ?? 0) > OUTLIER_RATIO);
  const [worst] = (hung.length > 0 ? hung : slow).toSorted((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0));
  return {
    hung: running.some(({ cpuPercent }) => cpuPercent !== null) ? hung.length : null,
    slow: judged.some(({ ratio }) => ratio !== null) ? slow.length : null,
    worst: worst ? worstFrame(worst.frame, worst.ratio) : null,
    read: running.length,
    rendering: Math.max(rendering, running.length),
    readMs,
  };
}

const worstFrame = ({ id, name, node }: Frame, ratio: number | null): WorstFrame => ({
  id,
  name,
  node,
  ratio: ratio === null ? null : Math.round(ratio * 10) / 10,
});
