/** The frames page: loads the task and its layers, and chooses the leaf whose frames are shown. */

import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Suspense, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../i18n/messages";
import { taskStatus } from "../protocol/tasks/task-status";
import { blockingPassBefore, leavesOf, type TaskNode } from "../protocol/tasks/task-tree";
import { failureOf } from "../protocol/wire/call-error";
import { type TaskInContext, taskInContextQuery } from "../queries/frames/frame-task";
import { teamState } from "../queries/team/team-state";
import { isDialogOpen } from "../ui/browser/is-dialog-open";
import { lazyNamed } from "../ui/browser/lazy-named";
import { useWindowKeys } from "../ui/browser/use-window-keys";
import { placeIn } from "../ui/controls/list-place";
import { ListWalk } from "../ui/controls/list-walk";
import { useFilterText } from "../ui/format/filter-text";
import { usePassName } from "../ui/format/pass-name";
import { LoadFailed, Notice } from "../ui/status/query-state";
import { TaskStatusBadge } from "../ui/status/status-badge";
import { TailName } from "../ui/status/tail-name";
import { usePreferences } from "../ui/storage/preferences";
import {
  defaultFrameSearch,
  type FrameSearch,
  type FrameUrl,
  readFrameSearch,
  writeFrameSearch,
} from "./filters/frame-search";
import { FrameViews } from "./frame-views";
import classes from "./frames.module.css";
import { LayerTabs, layerPanel } from "./layer-tabs";

const PairDialog = lazyNamed(() => import("./pictures/pair/pair-dialog"), "PairDialog");

const OthersHere = lazyNamed(() => withMessages("team", import("./team/others-here")), "OthersHere", "background");

const route = getRouteApi("/tasks/$taskId");

/** The search parameters of the list that was left; null: none was open in this tab. */
const useLastList = () => route.useRouteContext({ select: ({ lastList }) => lastList });
/** The tasks of that list; none when another page or a link has opened the frames. */
const useLastIds = () => route.useRouteContext({ select: ({ lastIds }) => lastIds });

export function FramesPage() {
  const t = useTranslations("frames");
  const { taskId } = route.useParams();
  const lastList = useLastList();
  const { polling } = usePreferences();
  const id = Number(taskId);
  const isValid = Number.isSafeInteger(id) && id > 0;
  const client = useQueryClient();
  const query = useQuery({ ...taskInContextQuery(client, id, polling), enabled: isValid });

  if (!isValid || query.data === null) {
    return (
      <Notice title={t("missing")}>
        <p>{t("missingHelp")}</p>
        <Link to="/tasks" search={lastList ?? {}} state={{ isListAsLeft: lastList !== null }}>
          {t("toTasks")}
        </Link>
      </Notice>
    );
  }
  if (query.data === undefined) {
    if (query.error)
      return <LoadFailed failure={failureOf(query.error)} asked={t("table")} onRetry={() => void query.refetch()} />;
    return <p className={classes["loading"]}>{t("loadingTask")}</p>;
  }
  return <LoadedTask key={id} context={query.data} query={query} />;
}

/** The frames of one leaf of a loaded task. The leaf that was chosen first stays in view when another becomes the preferred one. */
function LoadedTask({ context, query }: { context: TaskInContext; query: UseQueryResult<TaskInContext | null> }) {
  const t = useTranslations("frames");
  const url = route.useSearch();
  const search = useMemo(() => readFrameSearch(url), [url]);
  const navigate = route.useNavigate();
  const passName = usePassName();
  const [first] = useState(() => chooseLeaf(context, search.layer, null).task.id);
  const { top } = context;
  const leaves = leavesOf(top);
  const lastList = useLastList();
  const leaf = chooseLeaf(context, search.layer, first);
  const lastIds = useLastIds();
  const filter = useFilterText();
  const topId = top.task.id;
  const place = placeIn(lastIds, topId);
  // A panel that was open beside the list shows the task whose frames were seen last.
  const list = place.position !== null && lastList?.task !== undefined ? { ...lastList, task: topId } : lastList;
  const back = { to: "/tasks", search: list ?? { task: topId }, state: { isListAsLeft: true } } as const;
  const leave = () => void navigate(back);
  useLeaveKey(leave);
  const go = (id: number) =>
    void navigate({
      to: "/tasks/$taskId",
      params: { taskId: String(id) },
      search: searchOfTask,
      // Back leads to the list, however many of its tasks were seen.
      replace: true,
      state: true,
    });
  const isTeamKept = teamState.use((team) => team !== null);
  const isInList = place.position !== null && lastList !== null;
  const blocked = blockingPassBefore(leaf, leaves);
  return (
    <main className={classes["page"]}>
      <FrameViews
        leaf={leaf}
        info={query}
        search={search}
        panel={layerPanel(leaves, leaf.task.id)}
        onChange={(change, replace = true) => void navigate({ search: changed(change), replace, state: true })}
        onLeave={leave}
        walk={isInList ? { place, onGo: go } : null}
        title={
          <>
            <Link {...back} className={classes["back"]}>
              {t("tasks")}
            </Link>
            {isInList && <ListWalk place={place} filter={filter(lastList)} onGo={go} />}
            <span aria-hidden="true">›</span>
            <h1>
              <TailName name={top.task.sceneName.trim() || t("unnamed")} whole={0} />
            </h1>
            {leaves.length < 2 && (
              <span className={classes["state"]}>
                <TaskStatusBadge status={taskStatus(leaf.rollUp.statusCode)} failed={leaf.rollUp.counts.failed} />
              </span>
            )}
            <span className={`faint ${classes["facts"]}`}>
              {leaf !== top && <bdi>{passName(leaf.task)}</bdi>} {leaf.task.alias}
            </span>
            {isTeamKept && (
              <Suspense fallback={null}>
                <OthersHere key={topId} taskId={topId} />
              </Suspense>
            )}
          </>
        }
        tabs={
          <>
            <LayerTabs
              leaves={leaves}
              current={leaf.task.id}
              onChange={(layer) => void navigate({ search: changed(searchOfLayer(layer)), state: true })}
            />
            {blocked && (
              <p className={classes["blocked"]} role="status">
                {t("blockedBy", { pass: passName(blocked.task) })}
              </p>
            )}
          </>
        }
      />
      {search.with !== "" && (
        <Suspense fallback={null}>
          <PairDialog
            leaf={leaf}
            top={top}
            text={search.with}
            pass={search.pass}
            onChange={(change) => void navigate({ search: changed(change), replace: change.with !== "", state: true })}
          />
        </Suspense>
      )}
    </main>
  );
}

/** Escape leads back to the list from the title too, where the focus is after a walk. Strip and table have their own. */
function useLeaveKey(onLeave: () => void): void {
  // A dialog that the key closes is gone when the key arrives below.
  const hadDialog = useRef(false);
  useWindowKeys(() => {
    hadDialog.current = isDialogOpen();
  }, true);
  useWindowKeys((event) => {
    const { target } = event;
    const isFree = target === document.body || (target instanceof Element && target.closest("h1, fieldset") !== null);
    if (event.key === "Escape" && isFree && !event.defaultPrevented && !hadDialog.current) onLeave();
  });
}

/** The search parameters after a change. */
const changed = (change: Partial<FrameSearch>) => (url: FrameUrl) =>
  writeFrameSearch({ ...readFrameSearch(url), ...change });

/** The search parameters of another task: filter by state, order, colours and pictures go on, the others belong to the frames of one task. */
const searchOfTask = (url: FrameUrl): Partial<FrameSearch> => {
  const { status, sort, color, pictures } = readFrameSearch(url);
  return writeFrameSearch({ ...defaultFrameSearch, status, sort, color, pictures });
};

/** The search parameters of another layer: log, line, search and pictures belong to the frames of one layer. */
const searchOfLayer = (layer: number) => ({
  layer,
  log: undefined,
  line: undefined,
  search: "",
  picture: undefined,
  pass: undefined,
  play: "",
});

/** The leaf to show: the one on the URL, else the one in view, which stays when another becomes the preferred one. */
const chooseLeaf = ({ top, node }: TaskInContext, layer: number | undefined, inView: number | null): TaskNode => {
  const leaves = leavesOf(top);
  return (
    leaves.find(({ task }) => task.id === layer) ??
    leaves.find(({ task }) => task.id === inView) ??
    leaves.find((candidate) => candidate === node) ??
    preferredLeaf(leaves) ??
    node
  );
};

/** The leaf to show first: one with failed frames, else one that renders, else the last (the main pass). */
function preferredLeaf(leaves: readonly TaskNode[]): TaskNode | undefined {
  return (
    leaves.find((leaf) => leaf.rollUp.counts.failed > 0) ??
    leaves.find((leaf) => leaf.rollUp.counts.executing > 0) ??
    leaves.at(-1)
  );
}
