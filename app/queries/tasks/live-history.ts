/** The task history from our server, which reads the farm once for all pages: everything at first, then what changed. */
import type { QueryClient } from "@tanstack/react-query";
import {
  applyFigures,
  applyReads,
  applyRemovals,
  applyTasks,
  applyTroubles,
  keepOnly,
  type TaskReads,
} from "../../mirror/apply-live";
import {
  type CollectorState,
  decodeReads,
  LIVE_FORMAT,
  type ListFigures,
  type LiveAnswer,
  type LivePart,
  type LivePartAnswer,
} from "../../mirror/live-tasks";
import { readMsOf } from "../../mirror/read-times";
import { emptyHistory, type TaskHistory } from "../../mirror/task-history";
import { applyTeam } from "../../protocol/team/team-changes";
import { CallError } from "../../protocol/wire/call-error";
import { reportResponse } from "../http/connection";
import { getJson } from "../http/get-json";
import { teamState } from "../team/team-state";
import { collectorState } from "./collector-state";
import { eventMemory } from "./event-memory";
import { taskKeys } from "./task-keys";

const LIVE_PATH = "/api/live/tasks";
const OPERATION = "getTaskList";
/** Parts requested at the same time. */
const PARALLEL_PARTS = 3;

/** What this page has of the server's list. */
type Session = {
  run: string;
  revision: number;
  /** Parts that are still to be loaded, newest first, and all of them. */
  missing: readonly LivePart[];
  partCount: number;
  /** When the tasks of those parts were read, this machine's clock. */
  reads: TaskReads;
};

const sessions = new WeakMap<QueryClient, Session>();

/** `isFresh`: the server reads the farm first. Throws CallError when our server or the farm does not answer. */
export async function fetchLiveHistory(
  client: QueryClient,
  { signal, isFresh }: { readonly signal: AbortSignal; readonly isFresh: boolean },
): Promise<TaskHistory> {
  const session = sessions.get(client);
  const team = teamState.get();
  const parameters = new URLSearchParams({
    ...(session ? { run: session.run, since: String(session.revision) } : {}),
    ...(team ? { team: team.at } : {}),
    ...(isFresh ? { fresh: "1" } : {}),
  });
  const sentMs = Date.now();
  const startedMs = performance.now();
  const answer = parseAnswer(await getJson(withParameters(LIVE_PATH, parameters), OPERATION, signal));
  const elapsedMs = performance.now() - startedMs;
  // A server that has never read the farm has no list, so the first load fails; an empty list would be a claim.
  if (hasNoList(answer)) report(answer.collector, elapsedMs);
  const next = update(client, answer, sentMs, session);
  sessions.set(client, next);
  collectorState.set({ ...answer.collector, nowMs: answer.nowMs });
  // A server of an older build has no such member.
  eventMemory.set(answer.events ?? null);
  // What a write has brought meanwhile is as new; the next answer has the rest.
  if (answer.team && teamState.get() === team) teamState.set(applyTeam(team, answer.team));
  report(answer.collector, elapsedMs);
  while (next.missing.length > 0) await loadParts(client, next, answer.figures, signal);
  return changeHistory(client, (history) => history);
}

const withParameters = (path: string, parameters: URLSearchParams) =>
  parameters.size === 0 ? path : `${path}?${parameters}`;

const hasNoList = ({ collector, tasks, parts = [], figures }: LiveAnswer) =>
  collector.lastGoodReadMs === null && tasks.length === 0 && parts.length === 0 && figures.total === 0;

/** Throws CallError: the farm's failure is a failure of the page, whose data keeps its age. */
function report({ failure }: CollectorState, latencyMs: number): void {
  reportResponse(failure === null ? { ok: true, latencyMs } : { ok: false, failure, operation: OPERATION });
  if (failure !== null) throw new CallError(OPERATION, failure);
}

/** The server is of the same build but for the moments of a deployment; then the formats may differ. */
function parseAnswer(json: unknown): LiveAnswer {
  if (isLiveAnswer(json)) return json;
  throw new CallError(OPERATION, { kind: "shape", detail: "no answer of the live endpoint", certainty: "not-sent" });
}

const isLiveAnswer = (json: unknown): json is LiveAnswer =>
  typeof json === "object" && json !== null && "format" in json && json.format === LIVE_FORMAT;

/** Merges an answer and returns the session after it. */
function update(client: QueryClient, answer: LiveAnswer, sentMs: number, before: Session | undefined): Session {
  const { run, revision, tasks, removed, parts, figures } = answer;
  // The answer is newer than the request, so ages are rather too large than too small.
  const reads = onOwnClock(decodeReads(answer.reads), sentMs - answer.nowMs);
  changeHistory(client, (history) => {
    const ids = new Set(reads.keys());
    const listed = parts ? keepOnly(history, ids, sentMs) : history;
    const cleaned = applyRemovals(listed, removed, sentMs);
    const merged = applyTasks(cleaned, tasks, lastReads(cleaned, reads, sentMs));
    return applyFigures(
      applyTroubles(parts ? merged : applyReads(merged, reads), answer, sentMs - answer.nowMs),
      parts ? partFigures(figures, parts.length, 0) : figures,
    );
  });
  if (parts) return { run, revision, missing: parts, partCount: parts.length, reads };
  const missing = before?.missing ?? [];
  return { run, revision, missing, partCount: before?.partCount ?? 0, reads: before?.reads ?? new Map() };
}

/**
 * When each task was read. This page may have read a task itself before it sent the request: our server knows that response, so
 * its row is as new. A task that was read after that keeps what the page has.
 */
function lastReads(history: TaskHistory, reads: TaskReads, sentMs: number): TaskReads {
  return new Map(
    [...reads].map(([id, readMs]) => {
      const ownMs = readMsOf(history.readTimes, id) ?? 0;
      return [id, ownMs < sentMs ? Math.max(readMs, ownMs) : readMs];
    }),
  );
}

const onOwnClock = (reads: TaskReads, offsetMs: number): TaskReads =>
  new Map([...reads].map(([id, readMs]) => [id, readMs + offsetMs]));

/** Loads the next parts. Throws CallError; the next poll goes on with the parts that are missing then. */
async function loadParts(client: QueryClient, session: Session, figures: ListFigures, signal: AbortSignal) {
  const batch = session.missing.slice(0, PARALLEL_PARTS);
  await Promise.all(
    batch.map(async (part) => {
      const parameters = new URLSearchParams({ run: session.run, v: part.version });
      const sentMs = Date.now();
      const json = await getJson(`${LIVE_PATH}/parts/${part.key}?${parameters}`, OPERATION, signal);
      session.missing = session.missing.filter(({ key }) => key !== part.key);
      const loaded = session.partCount - session.missing.length;
      changeHistory(client, (history) => {
        const merged = applyTasks(history, tasksOf(json), lastReads(history, session.reads, sentMs));
        return applyFigures(merged, partFigures(figures, session.partCount, loaded));
      });
    }),
  );
}

const tasksOf = (json: unknown): LivePartAnswer["tasks"] =>
  typeof json === "object" && json !== null && "tasks" in json && Array.isArray(json.tasks) ? json.tasks : [];

/** While parts are loaded, progress is counted in parts; then the server's own reading of the farm counts. */
const partFigures = (figures: ListFigures, partCount: number, loaded: number): ListFigures =>
  loaded === partCount ? figures : { ...figures, isComplete: false, pageCount: partCount, pagesRead: loaded };

function changeHistory(client: QueryClient, change: (history: TaskHistory) => TaskHistory): TaskHistory {
  return (
    client.setQueryData<TaskHistory>(taskKeys.history, (history) => change(history ?? emptyHistory)) ?? emptyHistory
  );
}
