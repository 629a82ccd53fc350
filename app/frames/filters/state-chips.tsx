import { useTranslations } from "use-intl";
import { FRAME, type FrameStatus, frameStatus } from "../../protocol/frames/frame-status";
import type { StatusTone } from "../../protocol/tasks/task-status";
import { OVERDUE } from "../../protocol/tasks/task-status-order";
import { type Chip, FilterChips } from "../../ui/controls/filter-chips";
import { overdueGlyph, statusGlyphs } from "../../ui/status/status-badge";
import { HUNG_OR_SLOW_GLYPH, useFrameLabels } from "../frame-labels";
import type { FrameSearch } from "./frame-search";
import { HUNG_OR_SLOW, OUTLIER } from "./frame-view";

/** States in fixed places, 0 included; most urgent first. */
const fixedStatuses = [FRAME.failed, FRAME.rendering, FRAME.waiting, FRAME.done, FRAME.stopped].map(frameStatus);
/** Rarer states, after them; null: unknown states. */
const rareStatuses = [
  FRAME.timedOut,
  FRAME.waitsForPreRender,
  FRAME.waitsForPhotonFrames,
  FRAME.waitsForPriorityFrames,
  FRAME.waitsForPhotonJob,
  FRAME.waitsForSimulation,
  FRAME.waitsForSubFrame,
  null,
].map(frameStatus);

/** The states of frames with their counts, and what else is noticed about frames. */
export function StateChips({
  chosen,
  counts,
  onChange,
}: {
  chosen: readonly string[];
  /** null: no frames are loaded, and the chips show no counts. */
  counts: ReadonlyMap<string, number> | null;
  onChange: (change: Pick<FrameSearch, "status">) => void;
}) {
  const t = useTranslations("frames");
  const statusText = useTranslations("task.status");
  const labels = useFrameLabels();
  const chipOf = (key: string, label: string, glyph: string, tone: StatusTone, fixed = false): Chip => ({
    key,
    label,
    glyph,
    tone,
    fixed,
    count: counts && (counts.get(key) ?? 0),
  });
  const stateChip =
    (fixed: boolean) =>
    ({ name, tone, code }: FrameStatus) =>
      chipOf(
        name,
        name === "unknown" ? t("status.unknownGroup") : labels.status(code),
        statusGlyphs[name],
        tone,
        fixed,
      );
  const [failedChip, ...fixedChips] = fixedStatuses.map(stateChip(true));
  const chips = [
    ...(failedChip ? [failedChip] : []),
    chipOf(HUNG_OR_SLOW, t("state.chip"), HUNG_OR_SLOW_GLYPH, "bad", true),
    ...fixedChips,
    ...rareStatuses.map(stateChip(false)),
    chipOf(OVERDUE, statusText("overdue"), overdueGlyph, "halted"),
    chipOf(OUTLIER, t("state.outlier"), HUNG_OR_SLOW_GLYPH, "halted"),
  ];
  return (
    <FilterChips
      label={t("column.status")}
      chips={chips}
      chosen={chosen}
      onChange={(status) => onChange({ status: [...status] })}
    />
  );
}
