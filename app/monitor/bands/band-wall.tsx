/** The bands of the wall: pages of rows that need somebody, and below them the strip of the tasks without trouble. */
import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { type CSSProperties, type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import { readMsOf } from "../../mirror/read-times";
import type { TaskHistory } from "../../mirror/task-history";
import { toServerMs } from "../../state/server-clock";
import { useNarrow } from "../../ui/browser/narrow";
import { useFormat } from "../../ui/format/format";
import { useAcknowledge } from "../acknowledgement/use-acknowledge";
import { useScreen } from "../screen/screen";
import classes from "./band-wall.module.css";
import { TaskRow } from "./task-row";
import { useRotation } from "./use-rotation";
import { useWallSize } from "./use-wall-size";
import { type BandPart, HEIGHTS, pageAt, wallPages } from "./wall-pages";
import type { WallTask } from "./wall-tasks";

/** Height of a page on a phone, where the page scrolls, in units of the type size. */
const PHONE_HEIGHT = 140;

type Props = {
  tasks: readonly WallTask[];
  history: TaskHistory;
  nowMs: number;
  /** From 1, as on the URL. */
  page: number;
  kiosk: boolean;
  /** A dialog is open: the pages do not rotate. */
  isDialogOpen: boolean;
  onPage: (page: number) => void;
  /** Opens the dialog that acknowledges a task's trouble. */
  onAcknowledge: (task: WallTask) => void;
};

export function BandWall({ tasks, history, nowMs, page, kiosk, isDialogOpen, onPage, onAcknowledge }: Props) {
  const t = useTranslations("monitor.bands");
  const format = useFormat();
  const isPhone = useNarrow();
  const { scale } = useScreen();
  const { area, height, isNarrow } = useWallSize(scale);
  const heights = HEIGHTS[isPhone || isNarrow ? "narrow" : "wide"];
  const pages = useMemo(
    () => wallPages(tasks, isPhone ? PHONE_HEIGHT : height, heights),
    [tasks, isPhone, height, heights],
  );
  const { shown = [], at } = pageAt(pages, page);
  const hasPages = pages.length > 1;
  const turn = (by: number) => onPage(((at + by + pages.length) % pages.length) + 1);
  const rotation = useRotation(hasPages && !isDialogOpen, kiosk, () => turn(1));
  const ids = shown.flatMap((part) => part.tasks.map(({ node }) => node.task.id));
  const acknowledge = useAcknowledge();
  const rememberPressed = useFocusAfterMove(area, ids, isDialogOpen);
  const toggle = useCallback(
    (task: WallTask) => {
      rememberPressed(task.node.task.id);
      // What the server does not take back stays on the wall as it is.
      if (task.seen) acknowledge(task, null).catch(() => undefined);
      else onAcknowledge(task);
    },
    [rememberPressed, onAcknowledge, acknowledge],
  );
  return (
    <section className={classes["bands"]} aria-label={t("label")}>
      <div ref={area} className={classes["area"]}>
        {pages.length === 0 && (
          <p className={classes["calm"]}>
            {history.isComplete
              ? t("none")
              : t("loading", { loaded: format.count(history.nodes.size), total: format.count(history.total) })}
          </p>
        )}
        {shown.map((part) => (
          <BandRows
            key={part.band}
            part={part}
            count={tasks.filter(({ band }) => band === part.band).length}
            rowHeight={heights[part.band]}
            headingHeight={heights.heading}
            history={history}
            nowMs={nowMs}
            onAcknowledge={toggle}
          />
        ))}
      </div>
      {hasPages && (
        <nav className={classes["pages"]} aria-label={t("pages")}>
          <ActionIcon
            variant="default"
            size="sm"
            aria-label={t(rotation.paused ? "turn" : "pause")}
            onClick={rotation.toggle}
          >
            {rotation.paused ? (
              <IconPlayerPlay size={14} aria-hidden="true" />
            ) : (
              <IconPlayerPause size={14} aria-hidden="true" />
            )}
          </ActionIcon>
          <ActionIcon variant="default" size="sm" aria-label={t("previous")} onClick={() => turn(-1)}>
            <IconChevronLeft size={14} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon variant="default" size="sm" aria-label={t("next")} onClick={() => turn(1)}>
            <IconChevronRight size={14} aria-hidden="true" />
          </ActionIcon>
          <span>{t("page", { page: at + 1, pages: pages.length })}</span>
        </nav>
      )}
    </section>
  );
}

type BandRowsProps = {
  part: BandPart;
  /** Tasks of the band on all pages. */
  count: number;
  rowHeight: number;
  headingHeight: number;
  history: TaskHistory;
  nowMs: number;
  onAcknowledge: (task: WallTask) => void;
};

function BandRows({ part, count, rowHeight, headingHeight, history, nowMs, onAcknowledge }: BandRowsProps) {
  const t = useTranslations("monitor.bands");
  const style: CSSProperties & Record<"--row" | "--heading", string> = {
    "--row": `${rowHeight}em`,
    "--heading": `${headingHeight}em`,
  };
  const readMs = (id: number) => toServerMs(readMsOf(history.readTimes, id) ?? Number.POSITIVE_INFINITY);
  return (
    <section className={classes["band"]} data-band={part.band} style={style} aria-label={t(`title.${part.band}`)}>
      <div className={classes["heading"]}>
        <h2>
          {t(`title.${part.band}`)} <span className={classes["count"]}>{count}</span>
        </h2>
      </div>
      <ul className={classes["list"]}>
        {part.tasks.map((task) => (
          <TaskRow
            key={task.node.task.id}
            task={task}
            nowMs={nowMs}
            asOfMs={Math.min(nowMs, readMs(task.node.task.id))}
            onAcknowledge={onAcknowledge}
          />
        ))}
      </ul>
    </section>
  );
}

/**
 * A row whose button was pressed moves, perhaps to another page, and the focus would be lost with it: the row that takes
 * its place gets the focus. Returns a function that remembers the pressed task by its id; `ids` are those on screen.
 */
function useFocusAfterMove(area: RefObject<HTMLElement | null>, ids: readonly number[], isDialogOpen: boolean) {
  const pressed = useRef<number | null>(null);
  const before = useRef(ids);
  useEffect(() => {
    const id = pressed.current;
    if (id !== null && !isDialogOpen) {
      pressed.current = null;
      const hasFocus = document.activeElement !== null && document.activeElement !== document.body;
      const rows = [...(area.current?.querySelectorAll("li") ?? [])];
      const next = rows[before.current.indexOf(id)] ?? rows.at(-1);
      if (!hasFocus) next?.querySelector("button")?.focus();
    }
    // The row may move before the dialog has closed: its place counts when the button was pressed.
    if (pressed.current === null) before.current = ids;
  });
  return useCallback((id: number) => {
    pressed.current = id;
  }, []);
}
