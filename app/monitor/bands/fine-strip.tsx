/** The tasks without trouble: how many, and a cell for each that shows how far it is. */
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useFormat } from "../../ui/format/format";
import { useCountsLabel } from "../../ui/status/state-bar";
import { visibleName } from "../../ui/status/tail-name";
import classes from "./fine-strip.module.css";
import { isRunning, type WallTask } from "./wall-tasks";

/** More cells would be too thin to tell apart. */
const MAX_CELLS = 40;

type Props = {
  tasks: readonly WallTask[];
  /** Tasks that finished since the chosen hour; null: not known. */
  finished: number | null;
  /** "since 20:00" */
  since: string;
};

export function FineStrip({ tasks, finished, since }: Props) {
  const t = useTranslations("monitor.fine");
  const format = useFormat();
  const countsLabel = useCountsLabel();
  const running = tasks.filter(({ node }) => isRunning(node)).length;
  const cells = tasks.slice(0, MAX_CELLS);
  const facts = [
    t("running", { count: running }),
    t("waiting", { count: tasks.length - running }),
    ...(finished === null ? [] : [t("finished", { count: format.count(finished), since })]),
    ...(tasks.length > MAX_CELLS ? [t("more", { count: tasks.length - MAX_CELLS })] : []),
  ];
  return (
    <section className={classes["fine"]} aria-label={t("label")}>
      <h2 className={classes["heading"]}>
        {t("title")} <span className={classes["facts"]}>{facts.join(" · ")}</span>
      </h2>
      <ul className={classes["cells"]}>
        {cells.map(({ node: { task, rollUp } }) => (
          <li key={task.id}>
            <Link
              to="/tasks/$taskId"
              params={{ taskId: String(task.id) }}
              className={classes["cell"] ?? ""}
              title={`${visibleName(task.sceneName)} · ${countsLabel(rollUp.counts)}`}
              aria-label={task.sceneName}
            >
              <span style={{ width: `${(100 * rollUp.counts.done) / Math.max(1, rollUp.counts.total)}%` }} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
