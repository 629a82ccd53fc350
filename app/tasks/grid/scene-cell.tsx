/** The name of a task in the Tasks grid, and the marks beside it. */
import { memo, Suspense } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { teamState } from "../../queries/team/team-state";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { usePassName } from "../../ui/format/pass-name";
import { TailName } from "../../ui/status/tail-name";
import type { CellProps } from "../../ui/tree-grid/grid-column";
import classes from "./grid.module.css";
import { useGridRowActions, useIsExpanded } from "./row-store";

type Cell = CellProps<TaskNode>;

const sameScene = (before: Cell, after: Cell) =>
  before.level === after.level &&
  before.value.task.id === after.value.task.id &&
  before.value.task.sceneName === after.value.task.sceneName &&
  before.value.task.layerName === after.value.task.layerName &&
  before.value.task.taskType === after.value.task.taskType &&
  before.value.task.camera === after.value.task.camera &&
  before.value.children.length === after.value.children.length;

const TeamMark = lazyNamed(() => withMessages("team", import("./team-mark")), "TeamMark", "background");

/** Who is on a task, and its notes; nothing is loaded before a task has any. */
export function TaskTeamMark({ id }: { id: number }) {
  const hasMark = teamState.use((team) => team?.claims.has(id) || team?.notes.has(id));
  return (
    hasMark && (
      <Suspense fallback={null}>
        <TeamMark taskId={id} />
      </Suspense>
    )
  );
}

/** The name, with its disclosure button. A long name is cut in the middle: shot and version are at its end. */
export const SceneCell = memo(function SceneCell({ value, level }: Cell) {
  const t = useTranslations("task");
  const passName = usePassName();
  const isExpanded = useIsExpanded(value.task.id);
  const { toggleExpanded } = useGridRowActions(value.task.id);
  const isLayer = level > 1;
  const name = isLayer ? passName(value.task) : value.task.sceneName;
  return (
    <>
      <span className={classes["indent"]} style={{ width: (level - 1) * 16 }} />
      {value.children.length > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          className={classes["disclosure"]}
          data-open={isExpanded || undefined}
          aria-label={t(isExpanded ? "collapse" : "expand", { count: value.children.length })}
          onClick={(event) => {
            event.stopPropagation();
            toggleExpanded();
          }}
        >
          <span aria-hidden="true">›</span>
        </button>
      ) : (
        <span className={classes["disclosureGap"]} />
      )}
      <TailName name={name} faint={isLayer} whole={22} />
      <TaskTeamMark id={value.task.id} />
    </>
  );
}, sameScene);
