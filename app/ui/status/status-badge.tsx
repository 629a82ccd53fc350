/** A state as glyph, label and colour. Glyphs differ in shape, so they are readable without colour. */
import { useTranslations } from "use-intl";
import type { FrameStatus } from "../../protocol/frames/frame-status";
import { type StatusTone, type TaskStatus, taskStatuses } from "../../protocol/tasks/task-status";
import { type FilterState, OVERDUE } from "../../protocol/tasks/task-status-order";
import classes from "./status-badge.module.css";

/** One shape per state, drawn as text so that a row needs no extra elements. */
export const statusGlyphs: Record<TaskStatus["name"] | FrameStatus["name"], string> = {
  waiting: "○",
  rendering: "▶",
  preRendering: "▷",
  stopped: "■",
  userStopped: "■",
  arrearsStopped: "¥",
  timedOut: "◷",
  finished: "✓",
  finishedWithFailed: "✕",
  abandoned: "⊘",
  testDone: "◐",
  failed: "✕",
  analysing: "◌",
  submitting: "↑",
  submitFailed: "⇡",
  finishedWithStopped: "◧",
  updating: "↻",
  done: "✓",
  waitsForPreRender: "◔",
  waitsForPhotonFrames: "◔",
  waitsForPriorityFrames: "◔",
  waitsForPhotonJob: "◔",
  waitsForSimulation: "◔",
  waitsForSubFrame: "◔",
  unknown: "?",
};

export const overdueGlyph = "◴";

/** Glyph and colour of each state of a task, the same in rows, filters and causes. */
export type StatusMark = { readonly glyph: string; readonly tone: StatusTone };
const tones = new Map<string, StatusTone>(taskStatuses.map(({ name, tone }) => [name, tone]));

export function statusMark(state: FilterState): StatusMark {
  if (state === OVERDUE) return { glyph: overdueGlyph, tone: "halted" };
  if (state === "stuck") return { glyph: "◔", tone: "bad" };
  return { glyph: statusGlyphs[state], tone: tones.get(state) ?? "unknown" };
}

/** The mark of a task or frame past its reminder, beside its status. `short`: the glyph alone is visible. */
export function OverdueMark({ short = false }: { short?: boolean }) {
  const t = useTranslations("task.status");
  return (
    <span
      className={`tone ${classes["badge"]}`}
      data-tone="halted"
      data-mark={short || undefined}
      title={t("overdueHelp")}
    >
      <span aria-hidden="true" className={classes["glyph"]}>
        {overdueGlyph}
      </span>
      <span className={short ? "visually-hidden" : classes["word"]}>{t("overdue")}</span>
    </span>
  );
}

/** The badge of a task state. `failed` adds the number of failed frames to the label of a finished task. */
export function TaskStatusBadge({
  status,
  stuck = false,
  failed = 0,
}: {
  status: TaskStatus;
  stuck?: boolean;
  failed?: number;
}) {
  const label = useTaskStatusLabel();
  const { glyph, tone } = statusMark(stuck ? "stuck" : status.name);
  return (
    <span className={`tone ${classes["badge"]}`} data-tone={tone}>
      <span aria-hidden="true" className={classes["glyph"]}>
        {glyph}
      </span>
      <span className={classes["word"]}>{label(status, { stuck, failed })}</span>
    </span>
  );
}

/** The label of a task state in the current language. */
export function useTaskStatusLabel() {
  const t = useTranslations("task.status");
  return (status: TaskStatus, { stuck = false, failed = 0 } = {}): string => {
    if (status.name === "unknown") return status.code < 0 ? t("none") : t("unknown", { code: status.code });
    if (stuck) return t("stuck");
    if (status.name === "finishedWithFailed" && failed > 0) return t("finishedWithFailedCount", { count: failed });
    return t(status.name);
  };
}
