/** Answers about the task list: the changes and the list since a revision, as JSON text. */
import { changesBetween } from "../../mirror/history-changes";
import { encodeReads, figuresOf, LIVE_FORMAT, type LiveAnswer } from "../../mirror/live-tasks";
import { readMsOf } from "../../mirror/read-times";
import { emptyHistory, type TaskHistory } from "../../mirror/task-history";
import type { FrameTrouble } from "../../protocol/frames/task-trouble";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { isAmount } from "../../proxy/http/viewer-filter";
import type { Memory } from "../recorder/open-memory";
import type { TeamBoard } from "../team/team-board";
import { createChangeLog } from "./change-log";
import type { ListKeeper } from "./list-keeper";
import { createListParts, rangeOfKey } from "./list-parts";
import type { ServedList } from "./served-list";

/** Tasks in the first answer: a screen full, so that rows show while the parts load. */
const FIRST_ROWS = 40;

/**
 * Answers within this time name one moment, the end of it, so that equal answers are one text, which is compressed once. Ages come
 * out up to this much too old, never too young.
 */
const MOMENT_MS = 250;

/** End of the run of a list without charges; runs themselves are hexadecimal or numbers with a prefix. */
const WITHOUT_CHARGES = "-h";

/** What was answered: the whole list, what changed, that nothing changed, or a part of the list. */
export type LiveAnswerKind = "full" | "diff" | "unchanged" | "part";

export type LiveTasks = {
  /**
   * The changes since `since`, a revision of the run `run`; without it, or if it is unknown, the newest tasks and the list of
   * parts. The text is JSON of LiveAnswer, without charges if they are hidden. `team`: how far the page knows the claims and notes.
   */
  readonly answer: (run: string | undefined, since: number, chargesHidden: boolean, team?: string) => Promise<string>;
  /** The tasks of a part as JSON, of its version or a later one; undefined: this instance does not have them. */
  readonly part: (
    run: string | undefined,
    key: string,
    version: number,
    chargesHidden: boolean,
  ) => Promise<string | undefined>;
  /** Resolves when the farm was read after this call and its changes are recorded, or that failed. */
  readonly refresh: () => Promise<void>;
  readonly noteViewer: () => void;
};

type LiveOptions = {
  /** The server's memory of events; absent: there is none. */
  readonly memory?: Pick<Memory, "events" | "settled"> | undefined;
  /** Claims and notes; absent: there are none. */
  readonly board?: Pick<TeamBoard, "changesSince"> | undefined;
  readonly now?: () => number;
  readonly onAnswer?: ((kind: LiveAnswerKind) => void) | undefined;
};

export type LiveSource = Pick<ListKeeper, "state" | "refresh" | "noteViewer"> & {
  /**
   * Tries to get a revision of the run that another instance has given to a page. Returns whether it may be on its way: then
   * this instance is behind.
   */
  readonly reach: (revision: number) => Promise<boolean>;
};

/** Answers about the list from now on. */
export function createLiveTasks(
  list: ServedList,
  source: LiveSource,
  { memory, board, now = Date.now, onAnswer }: LiveOptions = {},
): LiveTasks {
  let log = createChangeLog();
  let parts = createListParts();
  const rows = createRowTexts();

  const begin = () => {
    log = createChangeLog(list.revision());
    parts = createListParts();
    parts.apply(changesBetween(emptyHistory, list.history()), list.revision());
  };
  begin();
  list.onBegin(begin);
  list.onStep(({ changes, next, revision }) => {
    log.add(revision, changes, next.removed);
    parts.apply(changes, revision);
  });

  /**
   * A list without charges is another run: after a change of role a page gets everything anew, and the addresses under which
   * browsers keep parts never mean both.
   */
  const runFor = (chargesHidden: boolean) => `${list.run()}${chargesHidden ? WITHOUT_CHARGES : ""}`;

  /** What changed since a revision of this run. A page that is ahead of this instance hears nothing new and keeps its revision. */
  const changesSince = async (run: string | undefined, since: number, chargesHidden: boolean) => {
    if (run !== runFor(chargesHidden)) return undefined;
    const isBehind = since > list.revision() && (await source.reach(since));
    if (run !== runFor(chargesHidden)) return undefined;
    const revision = list.revision();
    const changes = log.since(isBehind ? Math.min(since, revision) : since);
    return changes && { ...changes, revision: Math.max(since, revision) };
  };

  const textsOf = (ids: Iterable<number>, isHidden: boolean): string[] => {
    const { nodes } = list.history();
    const found = Array.from(ids, (id) => nodes.get(id)).filter((node) => node !== undefined);
    return found.toSorted((a, b) => b.task.id - a.task.id).map((node) => rows.textOf(node, isHidden));
  };

  return {
    async answer(requestedRun, since, chargesHidden, teamPlace) {
      const changes = await changesSince(requestedRun, since, chargesHidden);
      const history = list.history();
      const team = board?.changesSince(teamPlace);
      const common = {
        format: LIVE_FORMAT,
        run: runFor(chargesHidden),
        revision: changes?.revision ?? list.revision(),
        nowMs: Math.ceil(now() / MOMENT_MS) * MOMENT_MS,
        figures: figuresOf(history),
        collector: source.state(),
        events: memory?.events() ?? null,
        ...(team ? { team } : {}),
      } satisfies Partial<LiveAnswer>;
      if (changes) {
        onAnswer?.(changes.changed.size > 0 || changes.removed.size > 0 ? "diff" : "unchanged");
        const removed = [...changes.removed].map(
          ([id, node]) => `[${id},${node === null ? "null" : rows.textOf(node, chargesHidden)}]`,
        );
        const reads = encodeReads(groupByMoment(changes.reads));
        return withTasks(
          { ...common, reads, ...troublesOf(changes.troubles) },
          textsOf(changes.changed, chargesHidden),
          removed,
        );
      }
      onAnswer?.("full");
      const newest = [...history.nodes.keys()].toSorted((a, b) => b - a).slice(0, FIRST_ROWS);
      const reads = encodeReads(groupByMoment(readsOf(history)));
      return withTasks(
        { ...common, reads, parts: parts.list(), ...troublesOf(history.troubles) },
        textsOf(newest, chargesHidden),
        [],
      );
    },
    async part(requestedRun, key, version, chargesHidden) {
      if (requestedRun === runFor(chargesHidden) && version > list.revision()) await source.reach(version);
      const range = rangeOfKey(key);
      if (!range || requestedRun !== runFor(chargesHidden) || !(version <= list.revision())) return undefined;
      onAnswer?.("part");
      const [from, to] = range;
      const ids = [...list.history().nodes.keys()].filter((id) => id >= from && id < to);
      return `{"tasks":[${textsOf(ids, chargesHidden).join(",")}]}`;
    },
    async refresh() {
      await source.refresh();
      await memory?.settled();
    },
    noteViewer: source.noteViewer,
  };
}

/** The JSON of tasks. Each is made once: a task that did not change keeps its identity. */
function createRowTexts() {
  const full = new WeakMap<TaskNode, string>();
  const filtered = new WeakMap<TaskNode, string>();
  return {
    textOf(node: TaskNode, isHidden: boolean): string {
      const texts = isHidden ? filtered : full;
      const current = texts.get(node);
      if (current !== undefined) return current;
      const text = JSON.stringify(node.task, isHidden ? (name, value) => (isAmount(name) ? null : value) : undefined);
      texts.set(node, text);
      return text;
    },
  };
}

const withTasks = (answer: object, tasks: readonly string[], removed: readonly string[]) =>
  `${JSON.stringify(answer).slice(0, -1)},"tasks":[${tasks.join(",")}],"removed":[${removed.join(",")}]}`;

const troublesOf = (troubles: ReadonlyMap<number, FrameTrouble | null>): Pick<LiveAnswer, "troubles"> =>
  troubles.size === 0 ? {} : { troubles: [...troubles] };

function* readsOf({ nodes, readTimes }: TaskHistory): Generator<readonly [id: number, readMs: number]> {
  for (const id of nodes.keys()) yield [id, readMsOf(readTimes, id) ?? 0];
}

function groupByMoment(reads: Iterable<readonly [id: number, readMs: number]>): Map<number, number[]> {
  const byMoment = new Map<number, number[]>();
  for (const [id, readMs] of reads) {
    const ids = byMoment.get(readMs);
    if (ids) ids.push(id);
    else byMoment.set(readMs, [id]);
  }
  return byMoment;
}
