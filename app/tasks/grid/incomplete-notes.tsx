/** What of the list could not be read, a line each. Loaded with the first such line. */
import { useTranslations } from "use-intl";
import { leftOutCount, type TaskHistory } from "../../mirror/task-history";
import { ReadFailure } from "../../ui/status/read-failure";

/** Failed pages named by number; the others are counted. */
const LISTED_PAGES = 8;

export function IncompleteNotes({ history }: { history: TaskHistory }) {
  const t = useTranslations("task.notes");
  const task = useTranslations("task");
  const [firstFailure] = history.failedPages.values();
  const failedPages = [...history.failedPages.keys()].sort((a, b) => a - b);
  const leftOut = leftOutCount(history);
  const malformed = [...history.malformed.values()].reduce((all, count) => all + count, 0);
  return (
    <>
      {firstFailure !== undefined && (
        <p role="status" className="tone" data-tone="bad">
          {t("failedPages", { count: failedPages.length, pages: failedPages.slice(0, LISTED_PAGES).join(", ") })}{" "}
          <ReadFailure failure={firstFailure} asked={task("title")} />
        </p>
      )}
      {leftOut > 0 && (
        <p role="status" className="tone" data-tone="halted">
          {t("leftOut", { count: leftOut })}
        </p>
      )}
      {malformed > 0 && (
        <p role="status" className="tone" data-tone="halted">
          {t("malformed", { count: malformed })}
        </p>
      )}
    </>
  );
}
