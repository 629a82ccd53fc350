/** Figures of a farm account that are read when somebody asks: its tasks and frames, and the reading of the farm. */
import { Gauge, type Registry } from "prom-client";
import type { CollectorState } from "../../mirror/live-tasks";
import { isActive, type TaskHistory } from "../../mirror/task-history";
import { TASK, taskStatuses } from "../../protocol/tasks/task-status";
import type { InstanceRole } from "../instances/instance";

export type AccountSources = {
  readonly history: () => TaskHistory;
  readonly collector: () => CollectorState;
  readonly role: () => InstanceRole;
  /** Epoch ms. */
  readonly now: () => number;
};

const roles: readonly InstanceRole[] = ["leads", "follows", "alone"];
const frameStates = ["done", "failed", "executing", "stopped", "waiting"] as const;
const names = new Map(taskStatuses.map(({ code, name }) => [code, name]));

/** Tasks by state, and the frames of active ones by state. */
function totalsOf({ nodes }: TaskHistory) {
  const tasks = new Map<string, number>([...names.values(), "unknown"].map((name) => [name, 0]));
  const frames = { done: 0, failed: 0, executing: 0, stopped: 0, waiting: 0 };
  for (const node of nodes.values()) {
    const name = names.get(node.rollUp.statusCode ?? Number.NaN) ?? "unknown";
    tasks.set(name, (tasks.get(name) ?? 0) + 1);
    if (isActive(node)) for (const state of frameStates) frames[state] += node.rollUp.counts[state];
  }
  return { tasks, frames, running: tasks.get(names.get(TASK.rendering) ?? "") ?? 0 };
}

/** Registers the gauges once, and returns what adds the values of an account to them. */
export function addAccountGauges(registry: Registry): (account: string, sources: AccountSources) => void {
  const accounts = new Map<string, AccountSources>();

  /** A gauge of which each scrape sets the values of every account. */
  const gauge = (
    name: string,
    help: string,
    labels: readonly string[],
    read: (sources: AccountSources) => Iterable<readonly [labels: Readonly<Record<string, string>>, value: number]>,
  ) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        labelNames: ["account", ...labels],
        registers: [],
        collect() {
          for (const [account, sources] of accounts)
            for (const [values, value] of read(sources)) this.set({ account, ...values }, value);
        },
      }),
    );

  gauge("renderdeck_tasks", "Top-level tasks of the account by state", ["state"], ({ history }) =>
    [...totalsOf(history()).tasks].map(([state, count]) => [{ state }, count] as const),
  );
  gauge("renderdeck_tasks_running", "Top-level tasks that render", [], ({ history }) => [
    [{}, totalsOf(history()).running],
  ]);
  gauge("renderdeck_frames", "Frames of active tasks by state", ["state"], ({ history }) => {
    const { frames } = totalsOf(history());
    return frameStates.map((state) => [{ state }, frames[state]] as const);
  });
  gauge("renderdeck_collector_age_seconds", "Time since the farm last answered the collector", [], (sources) => {
    const { lastGoodReadMs } = sources.collector();
    return lastGoodReadMs === null ? [] : [[{}, Math.max(0, (sources.now() - lastGoodReadMs) / 1000)]];
  });
  gauge("renderdeck_collector_pace_seconds", "Time between two reads of the farm", [], ({ collector }) => [
    [{}, collector().paceMs / 1000],
  ]);
  gauge("renderdeck_collector_backlog_pages", "List pages that are still to be read", [], ({ collector }) => [
    [{}, collector().backlog],
  ]);
  gauge("renderdeck_collector_failing", "1 if the last read of the farm failed", [], ({ collector }) => [
    [{}, Number(collector().state === "failing")],
  ]);
  gauge("renderdeck_instance_role", "1 for the part of this instance: leads, follows or alone", ["role"], (sources) =>
    roles.map((role) => [{ role }, Number(sources.role() === role)] as const),
  );
  return (account, sources) => void accounts.set(account, sources);
}
