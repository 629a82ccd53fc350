import { useTranslations } from "use-intl";
import { type ActionPlan, isMissingRight } from "../../protocol/tasks/action-plan";
import { taskStatus } from "../../protocol/tasks/task-status";
import { useObstacleText } from "../../ui/format/obstacle-text";
import { TaskStatusBadge, useTaskStatusLabel } from "../../ui/status/status-badge";
import { TailName } from "../../ui/status/tail-name";
import classes from "./target-list.module.css";

/** Tasks listed by name; the others are counted. */
const LISTED = 6;

/** The tasks that an action is sent for. */
export function ActionTargets({ plan }: { plan: ActionPlan }) {
  const t = useTranslations("task.action");
  const tCounts = useTranslations("frame.counts");
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
          <span className="faint">{tCounts("short", node.rollUp.counts)}</span>
        </li>
      ))}
      {plan.targets.length > LISTED && <li className="faint">{t("more", { count: plan.targets.length - LISTED })}</li>}
    </ul>
  );
}

/** How many selected tasks are excluded, for each reason. */
export function Excluded({ plan }: { plan: ActionPlan }) {
  const t = useTranslations("task.action");
  const reasons = useReasons()(plan);
  if (reasons.length === 0) return null;
  return (
    <p>
      {t("excluded.title", { count: plan.excluded.length })}{" "}
      <span className="faint">{reasons.map(({ label, count }) => `${label} (${count})`).join(", ")}</span>
    </p>
  );
}

/** Why tasks are excluded from a plan, and how many for each reason. */
export function useReasons() {
  const t = useTranslations("task.action");
  const obstacleText = useObstacleText();
  const statusLabel = useTaskStatusLabel();
  return (plan: ActionPlan): readonly { readonly label: string; readonly count: number }[] => {
    const reasons = new Map<string, number>();
    for (const { node, reason } of plan.excluded) {
      const { statusCode, isStuck: stuck } = node.rollUp;
      const label =
        reason === "state"
          ? statusLabel(taskStatus(statusCode), { stuck })
          : isMissingRight(reason)
            ? obstacleText(reason)
            : t(`excluded.${reason}`);
      reasons.set(label, (reasons.get(label) ?? 0) + 1);
    }
    return [...reasons].map(([label, count]) => ({ label, count }));
  };
}
