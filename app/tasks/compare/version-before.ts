/** Finds the task that rendered the version before of the same scene: "shot_v016.ma" before "shot_v017.ma". */
import type { Task } from "../../protocol/tasks/task";
import type { TaskNode } from "../../protocol/tasks/task-tree";

type SceneVersion = { readonly scene: string; readonly version: number | null };

/** "v" and digits that no letter or digit precedes or follows; the last one of a name counts. */
const VERSION = /(?<![\p{L}\p{N}])v(\d{1,9})(?![\p{L}\p{N}])/giu;

/** The name of a scene without its version, and the version; null: the name has none. */
export function sceneVersion(sceneName: string): SceneVersion {
  const name = sceneName.normalize("NFC").toLowerCase();
  const last = [...name.matchAll(VERSION)].at(-1);
  if (!last) return { scene: name, version: null };
  const end = last.index + last[0].length;
  return { scene: `${name.slice(0, last.index)}v*${name.slice(end)}`, version: Number(last[1]) };
}

type Candidate = Pick<Task, "id" | "sceneName" | "submittedMs">;

/**
 * Among the tasks of the same scene: the one of the highest lower version, of several the one submitted last. A scene without a
 * version has the submission before. undefined: there is none.
 */
export function versionBefore(task: Candidate, nodes: Iterable<TaskNode>): TaskNode | undefined {
  const own = sceneVersion(task.sceneName);
  let best: { readonly node: TaskNode; readonly version: number; readonly submittedMs: number } | undefined;
  for (const node of nodes) {
    const { id, sceneName, submittedMs } = node.task;
    const { scene, version } = sceneVersion(sceneName);
    if (id === task.id || scene !== own.scene || submittedMs === null) continue;
    const isBefore =
      own.version === null ? submittedMs < (task.submittedMs ?? 0) : version !== null && version < own.version;
    if (!isBefore) continue;
    const found = { node, version: version ?? 0, submittedMs };
    if (!best || found.version > best.version || (found.version === best.version && submittedMs > best.submittedMs))
      best = found;
  }
  return best?.node;
}
