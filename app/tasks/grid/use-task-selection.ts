import { useEffect, useMemo, useReducer } from "react";
import { noSelection } from "../../ui/tree-grid/model";
import type { TaskIndex } from "../task-index";
import { reduceSelection } from "./selection-events";

/** The ids of the selected rows, and their tasks and layers. */
export function useTaskSelection(index: TaskIndex) {
  const [stored, dispatch] = useReducer(reduceSelection, noSelection);
  const selection = useMemo(() => reduceSelection(stored, { kind: "refresh", has: index.has }), [stored, index]);
  useEffect(() => {
    if (selection !== stored) dispatch({ kind: "refresh", has: index.has });
  }, [selection, stored, index]);
  const { ids } = selection;
  const refs = useMemo(() => [...ids].flatMap((id) => index.get(id) ?? []), [ids, index]);
  return { ids, refs, dispatch };
}
