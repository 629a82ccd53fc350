/** The lines of a log. Only lines in view are rendered; long lines wrap, so heights differ. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, memo, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { parseLogLine } from "../../protocol/frames/frame-log";
import { scrolledByKeys } from "../../ui/browser/scrolled-by-keys";
import { ErrorCodeLink } from "./error-code-link";
import classes from "./log.module.css";
import { lineParts } from "./log-search";

const LINE_HEIGHT = 18;
/** Width of a character in the monospaced font of the log, px. */
const CHARACTER_WIDTH = 7.2;
/** Line number and padding beside the text, px. */
const GUTTER_WIDTH = 64;
const OVERSCAN = 12;
/** Distance from the end, px, within which the log counts as scrolled to its end. */
const AT_END = 30;

/**
 * The height of a line before it is measured, px; lines are nearly as wide as the window. A scroll to a distant line uses
 * estimates, and the virtualizer gives up after five seconds of corrections.
 */
const estimateHeight = (line: string) =>
  LINE_HEIGHT * Math.max(1, Math.ceil((line.length * CHARACTER_WIDTH) / (window.innerWidth - GUTTER_WIDTH)));

type LinesProps = {
  readonly lines: readonly string[];
  /** Text to mark. */
  readonly text: string;
  /** The linked line, from 0. */
  readonly current: number | null;
  /** The line to scroll to, from 0; each target once, so that the user can scroll away. */
  readonly target: number | null;
  /** Scrolls to the end when lines are added. */
  readonly follow: boolean;
  readonly onFollow: (follow: boolean) => void;
  readonly onPick: (line: number) => void;
};

export function LogLines({ lines, text, current, target, follow, onFollow, onPick }: LinesProps) {
  const t = useTranslations("frames.log");
  const scroller = useRef<HTMLElement>(null);
  const top = useRef(0);
  const scrolledTo = useRef<number | null>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateHeight(lines[index] ?? ""),
    overscan: OVERSCAN,
  });
  const { length } = lines;
  useLayoutEffect(() => {
    if (target === null || target === scrolledTo.current || target >= length) return;
    scrolledTo.current = target;
    const { range } = virtualizer;
    const inView = range !== null && target > range.startIndex && target < range.endIndex;
    if (!inView) virtualizer.scrollToIndex(target, { align: "center" });
  }, [target, length, virtualizer]);
  useLayoutEffect(() => {
    if (follow && length > 0) virtualizer.scrollToIndex(length - 1, { align: "end" });
  }, [follow, length, virtualizer]);

  // Following scrolls only down, so an upward scroll is the user's.
  const onScroll = () => {
    const { current: element } = scroller;
    if (element === null) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const atEnd = scrollHeight - scrollTop - clientHeight < AT_END;
    const isUp = scrollTop < top.current - 1;
    top.current = scrollTop;
    if (atEnd && !follow && !isUp) onFollow(true);
    if (!atEnd && follow && isUp) onFollow(false);
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
            data-kind={parseLogLine(lines[item.index] ?? "").kind}
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

/** The width of the last line number. */
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
          <ErrorCodeLink key={part.at} code={part.text} />
        ) : (
          part.text
        ),
      )}
    </code>
  );
});
