import { useTranslations } from "use-intl";
import { taskStatus } from "../../protocol/tasks/task-status";
import { TaskStatusBadge, useTaskStatusLabel } from "../../ui/status/status-badge";
import { TailName } from "../../ui/status/tail-name";
import type { ActionPlan } from "./action-plan";
import classes from "./target-list.module.css";

/** Tasks named one by one; more are counted. */
const LISTED = 6;

/** The tasks an action goes to. */
export function ActionTargets({ plan }: { plan: ActionPlan }) {
  const t = useTranslations("task.action");
  const format = useTranslations("frame.counts");
  return (
    <ul className={classes["list"]}>
      {plan.targets.slice(0, LISTED).map(({ node }) => (
        <li key={node.task.id}>
          <TaskStatusBadge
            status={taskStatus(node.rollUp.statusCode)}
            stuck={node.rollUp.isStuck}
            failed={node.rollUp.counts.failed}
          />
          <TailName
            name={node.task.layerName ? `${node.task.sceneName} · ${node.task.layerName}` : node.task.sceneName}
            whole={0}
          />
          <span className="faint">{format("short", node.rollUp.counts)}</span>
        </li>
      ))}
      {plan.targets.length > LISTED && <li className="faint">{t("more", { count: plan.targets.length - LISTED })}</li>}
    </ul>
  );
}

/** Who is left out, grouped by the reason. */
export function Excluded({ plan }: { plan: ActionPlan }) {
  const t = useTranslations("task.action");
  const label = useTaskStatusLabel();
  if (plan.excluded.length === 0) return null;
  const reasons = new Map<string, number>();
  for (const { node, reason } of plan.excluded) {
    const { statusCode, isStuck: stuck } = node.rollUp;
    const words = reason === "state" ? label(taskStatus(statusCode), { stuck }) : t(`excluded.${reason}`);
    reasons.set(words, (reasons.get(words) ?? 0) + 1);
  }
  return (
    <p>
      {t("excluded.title", { count: plan.excluded.length })}{" "}
      <span className="faint">{[...reasons].map(([words, count]) => `${words} (${count})`).join(", ")}</span>
    </p>
  );
}
