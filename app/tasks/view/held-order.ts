/** While rows are selected or something is open over them, rows keep their places: a refresh moves none under the pointer. */
import type { TaskNode } from "../../protocol/tasks/task-tree";

/** The order of the top-level rows when it was frozen, and the view (sort and filters) it was taken from. */
export type HeldOrder = { readonly viewKey: string; readonly order: readonly number[] };

/** The held order after a render: none while not frozen; a new one when the user sorts or filters anew. */
export function nextHeldOrder(
  held: HeldOrder | null,
  { isFrozen, viewKey, nodes }: { isFrozen: boolean; viewKey: string; nodes: readonly TaskNode[] },
): HeldOrder | null {
  if (!isFrozen) return null;
  return held?.viewKey === viewKey ? held : { viewKey, order: nodes.map((node) => node.task.id) };
}

export type HeldRows = {
  readonly nodes: readonly TaskNode[];
  /** Tasks that match the filter and are left out until the order is free again. */
  readonly heldBack: number;
};

/** The nodes in the held order: vanished ones drop out, new ones are held back and counted. */
export function applyHeldOrder(nodes: readonly TaskNode[], held: HeldOrder | null): HeldRows {
  if (held === null) return { nodes, heldBack: 0 };
  const byId = new Map(nodes.map((node) => [node.task.id, node]));
  const kept = held.order.map((id) => byId.get(id)).filter((node) => node !== undefined);
  return { nodes: kept, heldBack: nodes.length - kept.length };
}
