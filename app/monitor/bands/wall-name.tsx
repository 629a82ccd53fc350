import { visibleName } from "../../ui/status/tail-name";
import { observeGaps } from "./close-gaps";
import { nameParts } from "./name-parts";
import classes from "./wall-name.module.css";

/** Without line breaks, and with every blank visible at the edge of a part. */
const onOneLine = (text: string) => text.replace(/\s/gu, "\u00a0");

/** A name that is cut before and after its shot, so that shot and version stay readable. */
export function WallName({ name }: { name: string }) {
  const text = visibleName(name);
  const parts = nameParts(text);
  return (
    <bdi className={classes["name"]} dir="auto" title={name}>
      {parts.length < 2 ? (
        onOneLine(text)
      ) : (
        <>
          <span className="visually-hidden">{text}</span>
          <span key={text} ref={observeGaps} aria-hidden="true" className={classes["visible"]}>
            {parts.map((part) => (
              <span key={part.at} className={part.isKept ? classes["kept"] : classes["cut"]}>
                {onOneLine(part.text)}
              </span>
            ))}
          </span>
        </>
      )}
    </bdi>
  );
}
