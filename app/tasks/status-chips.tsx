/** One chip a state that occurs, with the number of tasks in it; a pressed chip filters. */
import { useTranslations } from "use-intl";
import { taskStatuses } from "../protocol/task-status";
import { useFormat } from "../ui/format";
import { statusGlyphs } from "../ui/status-badge";
import classes from "./tasks.module.css";

/** What needs somebody comes first; "stuck" is a state of the roll-up, not of the farm. */
const order = [
  "failed",
  "stuck",
  "finishedWithFailed",
  "timedOut",
  "arrearsStopped",
  "submitFailed",
  "unknown",
  "rendering",
  "preRendering",
  "analysing",
  "submitting",
  "updating",
  "testDone",
  "waiting",
  "stopped",
  "userStopped",
  "finishedWithStopped",
  "abandoned",
  "finished",
] as const;

const tones = new Map<string, string>(taskStatuses.map((status) => [status.name, status.tone]));

export function StatusChips({
  counts,
  chosen,
  onChange,
  ended,
  onEnded,
}: {
  counts: ReadonlyMap<string, number>;
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
  /** Only tasks that ended since then are shown (ISO 8601), if set. */
  ended: string | undefined;
  onEnded: () => void;
}) {
  const t = useTranslations("task");
  const format = useFormat();
  const toggle = (key: string) =>
    onChange(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key]);
  return (
    <fieldset className={classes["chips"]} aria-label={t("column.status")}>
      {ended !== undefined && (
        <button
          type="button"
          aria-pressed="true"
          className={classes["chip"]}
          title={t("since.clearEnded")}
          onClick={onEnded}
        >
          {t("since.endedSince", { when: format.moment(Date.parse(ended)) })} <span aria-hidden="true">×</span>
        </button>
      )}
      {order.map((key) => {
        const count = counts.get(key) ?? 0;
        const pressed = chosen.includes(key);
        if (count === 0 && !pressed) return null;
        return (
          <button
            key={key}
            type="button"
            aria-pressed={pressed}
            className={classes["chip"]}
            onClick={() => toggle(key)}
          >
            <span
              aria-hidden="true"
              className="tone"
              data-tone={key === "stuck" ? "held" : (tones.get(key) ?? "unknown")}
            >
              {key === "stuck" ? "◔" : statusGlyphs[key]}
            </span>
            {key === "unknown"
              ? t("status.unknownGroup")
              : key === "stuck"
                ? t("status.stuckGroup")
                : t(`status.${key}`)}
            <strong>{format.count(count)}</strong>
          </button>
        );
      })}
    </fieldset>
  );
}
