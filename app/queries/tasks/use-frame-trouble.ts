/** Frames that hang or are slow in a task, as far as our server has read them. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TaskHistory } from "../../mirror/task-history";
import { frameTroubleOf, type TaskTrouble, type TroubleByLeaf } from "../../protocol/frames/task-trouble";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { taskHistoryQuery } from "./task-history-query";

const troublesOf = ({ troubles }: TaskHistory): TroubleByLeaf => troubles;
const none: TroubleByLeaf = new Map();

/** The readings of all leaves. Renders when one of them changes. */
export const useFrameTroubles = (): TroubleByLeaf =>
  useQuery({ ...taskHistoryQuery("off"), enabled: false, select: troublesOf }).data ?? none;

/** The trouble of a task; null: none of its frames was read. */
export function useFrameTrouble(node: TaskNode): TaskTrouble | null {
  const troubles = useFrameTroubles();
  return useMemo(() => frameTroubleOf(node, troubles), [node, troubles]);
}
