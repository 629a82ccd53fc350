/** The search parameter `play`: frames a second, whether it repeats, which frames, and the frame in view: `24`, `25.once`, `24.loop.0.12`. */

/** Frames a second: film, animation on twos, PAL and video. */
export const frameRates = [12, 24, 25, 30] as const;
export type FrameRate = (typeof frameRates)[number];

export type PlaySearch = {
  readonly fps: FrameRate;
  readonly isLooping: boolean;
  /** Number of the sequence (sequences.ts), from 1; 0: the longest one. */
  readonly sequence: number;
  /** The frame's name as the farm writes it; null: the first one. */
  readonly frame: string | null;
};

export const defaultPlay: PlaySearch = { fps: 24, isLooping: true, sequence: 0, frame: null };

const FORM = /^(\d\d)(?:\.(loop|once)(?:\.(\d{1,5})(?:\.(.{1,60}))?)?)?$/;

/** What does not parse is the default. */
export function readPlaySearch(text: string): PlaySearch {
  const [, rate, mode, sequence = "0", frame = null] = FORM.exec(text) ?? [];
  const fps = frameRates.find((one) => one === Number(rate)) ?? defaultPlay.fps;
  return { fps, isLooping: mode !== "once", sequence: Number(sequence), frame };
}

export function playSearchText({ fps, isLooping, sequence, frame }: PlaySearch): string {
  const mode = isLooping ? "loop" : "once";
  if (frame !== null) return [fps, mode, sequence, frame].join(".");
  if (sequence > 0) return [fps, mode, sequence].join(".");
  return isLooping ? String(fps) : `${fps}.once`;
}
