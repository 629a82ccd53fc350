import { goShortcuts, type PagePath } from "./global-shortcuts";

/** The letter must follow `g` within this time, ms; later it is a key like any other. */
const MAX_DELAY_MS = 1000;

/** The second key of a sequence and its page; `undefined` where no page has this letter. */
type SecondKey = { readonly to: PagePath | undefined };

/** Recognises `g` and a letter by keys and their times alone. */
export function createGoSequence() {
  let startedMs = Number.NEGATIVE_INFINITY;
  const cancel = () => {
    startedMs = Number.NEGATIVE_INFINITY;
  };
  return {
    begin: (ms: number) => {
      startedMs = ms;
    },
    cancel,
    /** Reads a key pressed at `ms`; null: it does not belong to a sequence. */
    follow: (key: string, ms: number): SecondKey | null => {
      if (key === "Shift") return null;
      const isInTime = ms - startedMs <= MAX_DELAY_MS;
      cancel();
      // Named keys (arrows, Enter, Escape) end a sequence and keep their meaning.
      if (!isInTime || key.length !== 1) return null;
      return { to: goShortcuts.find((row) => row.key === key)?.command };
    },
  };
}
