import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useReducer, useRef } from "react";
import type { TaskIndex } from "../../protocol/tasks/task-index";
import { noSelection, type Selection } from "../../ui/tree-grid/model";
import { reduceSelection } from "./selection-events";

/** The selection with which a view was left, by the client of its page: it ends with the page. */
const left = new WeakMap<QueryClient, { readonly viewKey: string; readonly selection: Selection }>();

/** The ids of the selected rows, and their tasks and layers. The same view opens again with the selection it was left with. */
export function useTaskSelection(index: TaskIndex, viewKey: string) {
  const client = useQueryClient();
  const [stored, dispatch] = useReducer(reduceSelection, null, () => {
    const last = left.get(client);
    return last?.viewKey === viewKey ? last.selection : noSelection;
  });
  const selection = useMemo(() => reduceSelection(stored, { kind: "refresh", has: index.has }), [stored, index]);
  useEffect(() => {
    if (selection !== stored) dispatch({ kind: "refresh", has: index.has });
  }, [selection, stored, index]);
  const latest = useRef({ viewKey, selection });
  useEffect(() => {
    latest.current = { viewKey, selection };
  });
  useEffect(() => () => void left.set(client, latest.current), [client]);
  const { ids } = selection;
  const refs = useMemo(() => [...ids].flatMap((id) => index.get(id) ?? []), [ids, index]);
  return { ids, refs, dispatch };
}
