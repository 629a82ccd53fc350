/** One chip per status that occurs, with its number of tasks; a pressed chip filters. */
import { useTranslations } from "use-intl";
import { type StatusTone, taskStatuses } from "../../protocol/tasks/task-status";
import { filterOrder, OVERDUE } from "../../protocol/tasks/task-status-order";
import { ActiveFilter, type Chip } from "../../ui/controls/filter-chips";
import { FoldingChips } from "../../ui/controls/folding-chips";
import { useFormat } from "../../ui/format/format";
import { overdueGlyph, statusGlyphs } from "../../ui/status/status-badge";
import classes from "./toolbar.module.css";

const tones = new Map<string, StatusTone>(taskStatuses.map((status) => [status.name, status.tone]));

export function StatusChips({
  counts,
  chosen,
  onChange,
  ended,
  onClearEnded,
}: {
  /** null before the first response. */
  counts: ReadonlyMap<string, number> | null;
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
  /** The filter for tasks that ended since a moment, ISO 8601. */
  ended: string | undefined;
  onClearEnded: () => void;
}) {
  const t = useTranslations("task");
  const format = useFormat();
  const chips = filterOrder.map((key): Chip => {
    const count = counts && (counts.get(key) ?? 0);
    if (key === OVERDUE) return { key, count, label: t("status.overdue"), glyph: overdueGlyph, tone: "halted" };
    if (key === "stuck") return { key, count, label: t("status.stuck"), glyph: "◔", tone: "held" };
    const label = key === "unknown" ? t("status.unknownGroup") : t(`status.${key}`);
    return { key, count, label, glyph: statusGlyphs[key], tone: tones.get(key) ?? "unknown" };
  });
  return (
    <div className={classes["chips"]}>
      <FoldingChips
        label={t("column.status")}
        chips={chips}
        chosen={chosen}
        onChange={onChange}
        before={
          ended !== undefined && (
            <ActiveFilter
              label={t("since.endedSince", { when: format.moment(Date.parse(ended)) })}
              hint={t("since.clearEnded")}
              onEnd={onClearEnded}
            />
          )
        }
      />
    </div>
  );
}
