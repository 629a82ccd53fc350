/** `g` and a letter lead to a page. Knows the keys and their moments only. */

/** The letter counts while it follows within this, ms; later it is a key like any other. */
const SOON_MS = 1000;

const pages = { t: "/tasks", m: "/monitor", e: "/environments", s: "/settings" } as const;
type PagePath = (typeof pages)[keyof typeof pages];
const pageOf = (key: string): PagePath | undefined => new Map<string, PagePath>(Object.entries(pages)).get(key);

/** A key that belongs to the sequence, and the page it leads to; none where there is no such page. */
type Followed = { readonly to: PagePath | undefined };

export function createGoSequence() {
  let sinceMs = Number.NEGATIVE_INFINITY;
  const forget = () => {
    sinceMs = Number.NEGATIVE_INFINITY;
  };
  return {
    begin: (ms: number) => {
      sinceMs = ms;
    },
    forget,
    /** What becomes of a key pressed at `ms`; null: it does not belong to a sequence. */
    follow: (key: string, ms: number): Followed | null => {
      if (key === "Shift") return null;
      const soon = ms - sinceMs <= SOON_MS;
      forget();
      // Named keys (arrows, Enter, Escape) end a sequence and do what they always do.
      return soon && key.length === 1 ? { to: pageOf(key) } : null;
    },
  };
}
