/** Tasks whose rendered files go soon, for the alert of a browser. */
import { fetchedMark, type OutputsMoment, outputsEndMs } from "./task-outputs";
import type { TaskNode } from "./task-tree";

const DAY_MS = 86_400_000;

/** A task and the moment at which the farm deletes its files, epoch ms. */
export type DueOutputs = { readonly node: TaskNode; readonly endMs: number };

/** Tasks with at most `days` left whose files nobody has marked as fetched; what goes first is first. */
export const dueOutputs = (nodes: Iterable<TaskNode>, moment: OutputsMoment, days: number): readonly DueOutputs[] =>
  [...nodes]
    .flatMap((node): DueOutputs[] => {
      const endMs = outputsEndMs(node, moment.outputDays);
      const leftMs = endMs === null ? 0 : endMs - moment.nowMs;
      const isDue = endMs !== null && leftMs > 0 && leftMs <= days * DAY_MS;
      return isDue && fetchedMark(node, moment.fetched) === null ? [{ node, endMs }] : [];
    })
    .toSorted((a, b) => a.endMs - b.endMs);

/** A task that renders again has files that go at another time: then it is announced again. */
export const dueKey = ({ node, endMs }: DueOutputs): string => `${node.task.id}/${endMs}`;
