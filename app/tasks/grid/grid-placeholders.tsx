/** What stands where the rows will be: before the first answer, and when there are none. */
import { useTranslations } from "use-intl";
import { Notice } from "../../ui/status/query-state";
import classes from "./grid.module.css";

/** Rows that stand for the first ones, so that nothing jumps when they come. */
export function TaskSkeleton({ rowHeight }: { rowHeight: number }) {
  const t = useTranslations("task");
  return (
    <div role="status" aria-label={t("loading")} className={classes["skeleton"]}>
      {Array.from({ length: 12 }, (_, index) => (
        <span key={String(index)} style={{ height: rowHeight, opacity: 1 - index / 12 }} />
      ))}
    </div>
  );
}

/** Nothing to show: nothing there, or nothing that matches. */
export function NoRows({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const t = useTranslations("task.empty");
  if (!filtered) {
    return (
      <Notice title={t("none")}>
        <p>{t("noneHelp")}</p>
      </Notice>
    );
  }
  return (
    <Notice title={t("noMatch")}>
      <button type="button" className={classes["link"]} onClick={onClear}>
        {t("clear")}
      </button>
    </Notice>
  );
}
