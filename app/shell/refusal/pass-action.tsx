import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { indexTasks } from "../../protocol/tasks/task-index";
import { taskStatus } from "../../protocol/tasks/task-status";
import { pendingPasses } from "../../protocol/tasks/task-tree";
import { readHistory } from "../../queries/tasks/task-history-query";
import { usePassName } from "../../ui/format/pass-name";
import { TaskStatusBadge } from "../../ui/status/status-badge";

/** The passes that the refused tasks wait for, each with its state and a link to its frames. */
export function PassAction({ taskIds }: { taskIds: readonly number[] }) {
  const t = useTranslations("refusal.pass");
  const passName = usePassName();
  const { nodes } = readHistory(useQueryClient());
  const index = indexTasks(nodes);
  const topIds = new Set(taskIds.flatMap((id) => index.get(id)?.topId ?? []));
  const passes = [...topIds].flatMap((id) => {
    const top = nodes.get(id);
    return top ? pendingPasses(top).filter(({ task }) => !taskIds.includes(task.id)) : [];
  });
  if (passes.length === 0) return <p>{t("none")}</p>;
  return (
    <ul aria-label={t("title")}>
      {passes.map(({ task, rollUp }) => (
        <li key={task.id}>
          <Link to="/tasks/$taskId" params={{ taskId: String(task.id) }}>
            {task.sceneName} · {passName(task)}
          </Link>{" "}
          <TaskStatusBadge status={taskStatus(rollUp.statusCode)} />
        </li>
      ))}
    </ul>
  );
}
