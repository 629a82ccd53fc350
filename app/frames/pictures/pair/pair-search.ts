/** The search parameter `with`: the other task, how the two are shown, and the frame: `18280`, `18280.wipe`, `18280.side.12`. */

export const pairModes = ["side", "wipe", "difference"] as const;
export type PairMode = (typeof pairModes)[number];

export type PairSearch = {
  /** Id of the other task, or of one of its layers. */
  readonly taskId: number;
  readonly mode: PairMode;
  /** A frame's name as the farm writes it; null: the first one that both have. */
  readonly frame: string | null;
};

const FORM = /^([1-9]\d{0,14})(?:\.(side|wipe|difference)(?:\.(.{1,60}))?)?$/;

const isMode = (text: string | undefined): text is PairMode => pairModes.some((mode) => mode === text);

/** null: the text is none. */
export function readPairSearch(text: string): PairSearch | null {
  const [, taskId, mode, frame = null] = FORM.exec(text) ?? [];
  return taskId === undefined ? null : { taskId: Number(taskId), mode: isMode(mode) ? mode : "side", frame };
}

export const pairSearchText = ({ taskId, mode, frame }: PairSearch): string =>
  [taskId, mode, ...(frame === null ? [] : [frame])].join(".");
