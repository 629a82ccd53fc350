/** The tasks of a report summed per sequence, project, user or layer. */
import { leavesOf, type TaskNode } from "../../protocol/tasks/task-tree";
import { type ReportSummary, reportSummary } from "./report-summary";

export const groupings = ["sequence", "project", "user", "layer"] as const;
export type Grouping = (typeof groupings)[number];

/** `name` is "" for what has none, null for the sum of the groups that are not listed. */
export type ReportGroup = { readonly name: string | null; readonly summary: ReportSummary };

/** "dragon_s010" of "dragon_s010_sh0200_v012.ma": what stands before the shot, from the start of the name to the number of the sequence. */
const sequence = /^.*?(?<![a-z])(?:seq|sq|ep|s)_?\d+(?=[_\-. ])/iu;

/** The sequence in a scene name; "" where the name has none. */
export const sequenceOf = (sceneName: string): string => sequence.exec(sceneName)?.[0] ?? "";

/** Every frame belongs to one leaf, so sums over leaves are those over tasks. */
const partsOf = (node: TaskNode, by: Grouping): readonly TaskNode[] => (by === "layer" ? leavesOf(node) : [node]);

const framesOf = (parts: readonly TaskNode[]) => parts.reduce((sum, { rollUp }) => sum + rollUp.counts.total, 0);

/** The largest groups by frames, at most `maxListed`; all others as one. Together they are every frame and every charge of the tasks. */
export function reportGroups(
  nodes: readonly TaskNode[],
  by: Grouping,
  { nowMs, maxListed, layerName }: { nowMs: number; maxListed: number; layerName: (node: TaskNode) => string },
): readonly ReportGroup[] {
  const names: Record<Grouping, (part: TaskNode) => string> = {
    sequence: ({ task }) => sequenceOf(task.sceneName),
    project: ({ task }) => task.projectName,
    user: ({ task }) => task.userName,
    layer: layerName,
  };
  const groups = new Map<string, TaskNode[]>();
  for (const part of nodes.flatMap((node) => partsOf(node, by))) {
    const name = names[by](part);
    const group = groups.get(name);
    if (group) group.push(part);
    else groups.set(name, [part]);
  }
  const ordered = [...groups]
    .map(([name, parts]) => ({ name, parts, total: framesOf(parts) }))
    .sort((a, b) => b.total - a.total || a.name.localeCompare(b.name));
  const isFolded = ordered.length > maxListed;
  const listed = isFolded ? ordered.slice(0, maxListed - 1) : ordered;
  const others = ordered.slice(listed.length).flatMap(({ parts }) => parts);
  const result: ReportGroup[] = listed
    .toSorted(
      (a, b) =>
        Number(a.name === "") - Number(b.name === "") || a.name.localeCompare(b.name, undefined, { numeric: true }),
    )
    .map(({ name, parts }) => ({ name, summary: reportSummary(parts, nowMs) }));
  return isFolded ? [...result, { name: null, summary: reportSummary(others, nowMs) }] : result;
}
