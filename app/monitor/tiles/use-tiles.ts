import { useEffect, useMemo, useState } from "react";
import type { TaskHistory } from "../../mirror/task-history";
import { changeScreen, readScreen, useScreen } from "../screen/screen";
import { followSeen, type TroubleFacts } from "../seen/seen";
import { type Tile, tilesOf } from "./tiles";
import { followPaces, type Paces, stillSeconds, troubleOf } from "./trouble";

const noPaces: Paces = new Map();

/** The tiles of the history as it is now, in the order of the wall. Notices that no longer hold are dropped. */
export function useTiles(
  history: TaskHistory | undefined,
  readMs: number,
  sinceMs: number,
  nowMs: number,
): readonly Tile[] {
  const { seen } = useScreen();
  const [followed, setFollowed] = useState({ readMs: 0, paces: noPaces });
  if (history && followed.readMs !== readMs)
    setFollowed({ readMs, paces: followPaces(followed.paces, history.nodes.values(), readMs) });
  const { paces } = followed;

  useEffect(() => {
    if (!history?.isComplete) return;
    const known = readScreen().seen;
    const facts = new Map<number, TroubleFacts>();
    for (const id of Object.keys(known).map(Number)) {
      const node = history.nodes.get(id);
      if (!node) continue;
      const trouble = troubleOf(node, stillSeconds(node, paces, readMs) !== null);
      facts.set(id, { failed: node.rollUp.counts.failed, trouble });
    }
    const next = followSeen(known, facts);
    if (next !== known) changeScreen({ seen: next });
  }, [history, paces, readMs]);

  return useMemo(
    () => (history ? tilesOf(history.nodes.values(), { paces, seen, sinceMs, nowMs }) : []),
    [history, paces, seen, sinceMs, nowMs],
  );
}
