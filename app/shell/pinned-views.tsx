/** Saved views in the navigation, each with its current number of tasks. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { SharedView } from "../protocol/team/team-views";
import { taskHistoryQuery } from "../queries/tasks/task-history-query";
import { teamState } from "../queries/team/team-state";
import { useClaimTest } from "../tasks/team/use-claim-test";
import { urlOfShared } from "../tasks/toolbar/current-view";
import { useSavedViews } from "../tasks/toolbar/saved-views";
import { readTaskSearch } from "../tasks/view/task-search";
import { filterNodes, toFilter } from "../tasks/view/task-view";
import { useNeedsNow } from "../tasks/view/use-needs";
import { useResolvedDates } from "../tasks/view/use-resolved-dates";
import { useFormat } from "../ui/format/format";
import classes from "./nav-rail.module.css";

export function PinnedViews() {
  const shared = teamState.use((team) => team?.views) ?? [];
  const forAll = shared.filter((view) => view.isPinned).map((view) => ({ ...view, url: urlOfShared(view.name) }));
  const own = useSavedViews().filter((view) => view.pinned);
  return [...forAll, ...own.map((view) => ({ ...view, url: view.name }))].map((view) => (
    <PinnedView key={view.url} view={view} />
  ));
}

/** `url`: the view as it is on the URL. */
function PinnedView({ view }: { view: Pick<SharedView, "name" | "search"> & { readonly url: string } }) {
  const format = useFormat();
  // Reads the history from the cache and sends no request.
  const { data: history } = useQuery({ ...taskHistoryQuery("off"), enabled: false });
  const search = useMemo(() => readTaskSearch(view.search), [view.search]);
  const dates = useResolvedDates(search);
  const moment = useNeedsNow();
  const claimed = useClaimTest(search.claim);
  const count = useMemo(() => {
    if (!history) return null;
    const filter = toFilter({ ...search, ...dates, claimed }, search.q, format.dayKey, moment);
    return filterNodes([...history.nodes.values()], filter).nodes.length;
  }, [history, search, format, dates, claimed, moment]);
  return (
    <Link to="/tasks" search={{ ...search, view: view.url }} className={classes["railLink"]} title={view.name}>
      <strong>{format.count(count)}</strong>
      <span>
        <bdi>{view.name}</bdi>
      </span>
    </Link>
  );
}
