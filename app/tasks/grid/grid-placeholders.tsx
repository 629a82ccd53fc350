/** What the page shows instead of rows: before the first response, and when there are no rows. */
import { useTranslations } from "use-intl";
import { Notice } from "../../ui/status/query-state";
import classes from "./grid.module.css";

/** The rows of the first paint, at the same place: nothing moves when the tasks arrive. */
export function TaskSkeleton() {
  const t = useTranslations("task");
  return <div role="status" aria-label={t("loading")} className="skeleton-rows" />;
}

/** No rows: the account has no task, or none matches the filters. */
export function NoRows({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const t = useTranslations("task.empty");
  if (!isFiltered) {
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
