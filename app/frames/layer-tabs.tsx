/** Layers and passes of a shell as tabs, each with its state and progress. */
import { useTranslations } from "use-intl";
import { taskStatus } from "../protocol/task-status";
import { type TaskNode, walk } from "../protocol/task-tree";
import { usePassName } from "../ui/pass-name";
import { StateBar } from "../ui/state-bar";
import { TaskStatusBadge } from "../ui/status-badge";
import classes from "./frames.module.css";

/** The leaves of a task: what has frames. */
export const leavesOf = (top: TaskNode) => [...walk(top)].filter((node) => node.children.length === 0);

export function LayerTabs({
  top,
  current,
  onChange,
}: {
  top: TaskNode;
  current: number;
  onChange: (id: number) => void;
}) {
  const t = useTranslations("frames");
  const passName = usePassName();
  const leaves = leavesOf(top);
  if (leaves.length < 2) return null;
  const move = (by: number) => {
    const index = leaves.findIndex((leaf) => leaf.task.id === current);
    const next = leaves[(index + by + leaves.length) % leaves.length];
    if (next) onChange(next.task.id);
  };
  return (
    <div
      role="tablist"
      aria-label={t("layers")}
      className={classes["tabs"]}
      onKeyDown={(event) => {
        if (event.key === "ArrowRight") move(1);
        if (event.key === "ArrowLeft") move(-1);
      }}
      tabIndex={-1}
    >
      {leaves.map((leaf) => {
        const chosen = leaf.task.id === current;
        return (
          <button
            key={leaf.task.id}
            type="button"
            role="tab"
            aria-selected={chosen}
            tabIndex={chosen ? 0 : -1}
            className={classes["tab"]}
            ref={(element) => {
              if (chosen && element?.parentElement?.contains(document.activeElement)) element.focus();
            }}
            onClick={() => onChange(leaf.task.id)}
          >
            <bdi className={classes["tabName"]}>{passName(leaf.task)}</bdi>
            <TaskStatusBadge status={taskStatus(leaf.rollUp.statusCode)} failed={leaf.rollUp.counts.failed} />
            <StateBar counts={leaf.rollUp.counts} />
          </button>
        );
      })}
    </div>
  );
}
