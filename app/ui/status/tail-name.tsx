/** Long names lose their middle: version and shot stand at their end. */
import classes from "./tail-name.module.css";

/** Characters at the end of a name that are never cut. */
const TAIL = 14;

const segmenter = new Intl.Segmenter();
/** What a reader counts as letters: an emoji of several code points is one. */
const lettersOf = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** A name as it is shown: one of blanks alone would be nothing. */
export const visibleName = (name: string): string =>
  name.trim() === "" ? "␣".repeat(Math.max(1, Math.min(3, name.length))) : name;

/** A name that is cut before its tail; up to `whole` letters are expected to fit. `dir=auto` and isolation keep right-to-left names from reordering the row. */
export function TailName({ name, faint = false, whole = 2 * TAIL }: { name: string; faint?: boolean; whole?: number }) {
  const shown = visibleName(name);
  const letters = lettersOf(shown);
  const props = { className: classes["name"], "data-faint": faint || undefined, title: name, dir: "auto" } as const;
  if (letters.length <= Math.max(TAIL, whole)) return <bdi {...props}>{shown}</bdi>;
  return (
    <bdi {...props}>
      <span className="visually-hidden">{shown}</span>
      <span aria-hidden="true" className={classes["head"]}>
        {letters.slice(0, -TAIL).join("")}
      </span>
      <span aria-hidden="true" className={classes["tail"]}>
        {letters.slice(-TAIL).join("")}
      </span>
    </bdi>
  );
}
