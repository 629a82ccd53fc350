/** Long names are cut in the middle: the end holds version and shot. */
import classes from "./tail-name.module.css";

/** Characters at the end of a name that stay visible. */
const TAIL = 14;

const segmenter = new Intl.Segmenter();
/** Grapheme clusters: an emoji of several code points counts as one letter. */
const lettersOf = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Embeddings, overrides and isolates: they would show a name in another order than it has ("gpj.exe" as "exe.jpg"). */
const REORDERING = /[\u202a-\u202e\u2066-\u2069]/g;

/** A visible form of a name, in one line: blanks alone would be invisible, and marks that reorder it are shown as "�". */
export const visibleName = (name: string): string =>
  name.trim() === ""
    ? "␣".repeat(Math.max(1, Math.min(3, name.length)))
    : name.replace(/\s+/g, " ").replace(REORDERING, "\ufffd");

/** A name that is cut before its tail; up to `whole` letters are expected to fit. `dir=auto` and <bdi> keep right-to-left names from reordering the row. */
export function TailName({ name, faint = false, whole = 2 * TAIL }: { name: string; faint?: boolean; whole?: number }) {
  const text = visibleName(name);
  const letters = lettersOf(text);
  const props = { className: classes["name"], "data-faint": faint || undefined, title: name, dir: "auto" } as const;
  if (letters.length <= Math.max(TAIL, whole)) return <bdi {...props}>{text}</bdi>;
  return (
    <bdi {...props}>
      <span className="visually-hidden">{text}</span>
      <span aria-hidden="true" className={classes["head"]}>
        {letters.slice(0, -TAIL).join("")}
      </span>
      <span aria-hidden="true" className={classes["tail"]}>
        {letters.slice(-TAIL).join("")}
      </span>
    </bdi>
  );
}
