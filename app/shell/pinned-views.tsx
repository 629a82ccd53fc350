/** Saved views in the navigation, each with its current number of tasks. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { taskHistoryQuery } from "../queries/tasks/task-history-query";
import { type SavedView, useSavedViews } from "../tasks/toolbar/saved-views";
import { readTaskSearch } from "../tasks/view/task-search";
import { filterNodes, toFilter } from "../tasks/view/task-view";
import { useNeedsNow } from "../tasks/view/use-needs";
import { useResolvedDates } from "../tasks/view/use-resolved-dates";
import { useFormat } from "../ui/format/format";
import classes from "./nav-rail.module.css";

export function PinnedViews() {
  const pinned = useSavedViews().filter((view) => view.pinned);
  return pinned.map((view) => <PinnedView key={view.name} view={view} />);
}

function PinnedView({ view }: { view: SavedView }) {
  const format = useFormat();
  // Reads the history from the cache and sends no request.
  const { data: history } = useQuery({ ...taskHistoryQuery("off"), enabled: false });
  const search = useMemo(() => readTaskSearch(view.search), [view.search]);
  const dates = useResolvedDates(search);
  const moment = useNeedsNow();
  const count = useMemo(() => {
    if (!history) return null;
    const filter = toFilter({ ...search, ...dates }, search.q, format.dayKey, moment);
    return filterNodes([...history.nodes.values()], filter).nodes.length;
  }, [history, search, format, dates, moment]);
  return (
    <Link to="/tasks" search={{ ...search, view: view.name }} className={classes["railLink"]} title={view.name}>
      <strong>{format.count(count)}</strong>
      <span>
        <bdi>{view.name}</bdi>
      </span>
    </Link>
  );
}
