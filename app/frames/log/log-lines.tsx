/** The lines of a log: only those in view are drawn; long ones are broken, so each has a height of its own. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, memo, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { readLogLine } from "../../protocol/frames/frame-log";
import { scrolledByKeys } from "../../ui/browser/scrolled-by-keys";
import { LogCode } from "./error-code-link";
import classes from "./log.module.css";
import { lineParts } from "./log-search";

const LINE_HEIGHT = 18;
/** Of the log's font, px; it is one of equal widths. */
const CHARACTER_WIDTH = 7.2;
/** What stands beside the text of a line, px. */
const BESIDE = 64;
const OVERSCAN = 12;
/** Nearer to the end than this, in px, one reads the end. */
const AT_END = 30;

/**
 * About how high a line will be, px; it has nearly the whole window's width. Each is measured when it is drawn, but the way
 * to a line far below goes from estimate to estimate, and the virtualiser leaves it unfinished after five seconds.
 */
const estimateHeight = (line: string) =>
  LINE_HEIGHT * Math.max(1, Math.ceil((line.length * CHARACTER_WIDTH) / (window.innerWidth - BESIDE)));

type LinesProps = {
  readonly lines: readonly string[];
  /** What is marked in them. */
  readonly text: string;
  /** The line that is spoken of, from 0. */
  readonly current: number | null;
  /** The line to bring into view, from 0; each only once, so that one may scroll on from there. */
  readonly target: number | null;
  /** Keeps the end in view. */
  readonly follow: boolean;
  readonly onFollow: (follow: boolean) => void;
  readonly onPick: (line: number) => void;
};

export function LogLines({ lines, text, current, target, follow, onFollow, onPick }: LinesProps) {
  const t = useTranslations("frames.log");
  const scroller = useRef<HTMLElement>(null);
  const top = useRef(0);
  const shown = useRef<number | null>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateHeight(lines[index] ?? ""),
    overscan: OVERSCAN,
  });
  const { length } = lines;
  useLayoutEffect(() => {
    if (target === null || target === shown.current || target >= length) return;
    shown.current = target;
    const { range } = virtualizer;
    const inView = range !== null && target > range.startIndex && target < range.endIndex;
    if (!inView) virtualizer.scrollToIndex(target, { align: "center" });
  }, [target, length, virtualizer]);
  useLayoutEffect(() => {
    if (follow && length > 0) virtualizer.scrollToIndex(length - 1, { align: "end" });
  }, [follow, length, virtualizer]);

  // Up is the reader's doing, for the page itself only moves down while it follows.
  const onScroll = () => {
    const { current: element } = scroller;
    if (element === null) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const atEnd = scrollHeight - scrollTop - clientHeight < AT_END;
    const up = scrollTop < top.current - 1;
    top.current = scrollTop;
    if (atEnd && !follow && !up) onFollow(true);
    if (!atEnd && follow && up) onFollow(false);
  };
  return (
    <section
      ref={scroller}
      className={classes["scroller"]}
      style={widthOf(lines.length)}
      aria-label={t("lines", { count: length })}
      {...scrolledByKeys}
      onScroll={onScroll}
    >
      <ol className={classes["lines"]} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => (
          <li
            key={item.key}
            ref={virtualizer.measureElement}
            data-index={item.index}
            value={item.index + 1}
            data-kind={readLogLine(lines[item.index] ?? "").kind}
            aria-current={item.index === current ? "true" : undefined}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <button
              type="button"
              tabIndex={-1}
              aria-label={t("pick", { line: item.index + 1 })}
              data-line={item.index + 1}
              onClick={() => onPick(item.index)}
            />
            <LogLine line={lines[item.index] ?? ""} text={text} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Room for the number of the last line. */
const widthOf = (lines: number): CSSProperties & Record<"--digits", string> => ({
  "--digits": `${String(lines).length}ch`,
});

const LogLine = memo(function LogLine({ line, text }: { line: string; text: string }) {
  return (
    <code>
      {lineParts(line, text).map((part) =>
        part.kind === "hit" ? (
          <mark key={part.at}>{part.text}</mark>
        ) : part.kind === "code" ? (
          <LogCode key={part.at} code={part.text} />
        ) : (
          part.text
        ),
      )}
    </code>
  );
});
