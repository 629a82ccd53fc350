/** The figures of this server in the format of Prometheus. Every label has a bounded number of values (decision 097). */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { AccessEntry } from "../../proxy/http/server-log";
import type { LimitReached } from "../../proxy/limits/rate-limits";
import type { UpstreamAttempt } from "../../proxy/upstream/forwarder";
import type { LiveAnswerKind } from "../live/live-tasks";
import { type AccountSources, addAccountGauges } from "./account-gauges";
import { outcomeOf } from "./operation-outcome";
import { addStoreGauges, type StoreSources } from "./store-gauges";

/** The account of a server that has only one. */
export const ONLY_ACCOUNT = "default";

export type Metrics = {
  readonly operation: (entry: AccessEntry) => void;
  readonly upstream: (account: string, attempt: UpstreamAttempt) => void;
  readonly live: (account: string, kind: LiveAnswerKind) => void;
  readonly storeUse: (seconds: number, hasFailed: boolean) => void;
  readonly limitReached: (reached: LimitReached) => void;
  readonly addAccount: (account: string, sources: AccountSources) => void;
  readonly setStore: (sources: StoreSources) => void;
  readonly contentType: string;
  readonly text: () => Promise<string>;
};

/** From a read of the memory to the time limit of an operation. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const STORE_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15];

/** `version`: of the program. */
export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  new Gauge({
    name: "renderdeck_info",
    help: "Version of the program; always 1",
    labelNames: ["version"],
    registers,
  }).set({ version }, 1);
  const operations = new Counter({
    name: "renderdeck_operations_total",
    help: "Operations that clients asked for, by outcome",
    labelNames: ["account", "operation", "outcome"],
    registers,
  });
  const operationSeconds = new Histogram({
    name: "renderdeck_operation_seconds",
    help: "Time from the request of an operation to its answer",
    labelNames: ["operation"],
    buckets: SECONDS,
    registers,
  });
  const upstreamRequests = new Counter({
    name: "renderdeck_upstream_requests_total",
    help: "Requests to the farm, by kind and by result: the class of the code that the farm answered with, or why there was no answer",
    labelNames: ["account", "kind", "result"],
    registers,
  });
  const upstreamSeconds = new Histogram({
    name: "renderdeck_upstream_seconds",
    help: "Time from a request to the farm to its answer or its failure",
    labelNames: ["account", "kind"],
    buckets: SECONDS,
    registers,
  });
  const liveAnswers = new Counter({
    name: "renderdeck_live_answers_total",
    help: "Answers about the task list: full, diff (something changed), unchanged, part (a part of a full list)",
    labelNames: ["account", "kind"],
    registers,
  });
  const storeSeconds = new Histogram({
    name: "renderdeck_store_seconds",
    help: "Time of one use of the database",
    labelNames: ["outcome"],
    buckets: STORE_SECONDS,
    registers,
  });
  const limits = new Counter({
    name: "renderdeck_limits_reached_total",
    help: "Persons and addresses that reached a limit of requests, once in each window of time",
    labelNames: ["kind", "by"],
    registers,
  });

  return {
    operation(entry) {
      const { account = ONLY_ACCOUNT, operation, ms } = entry;
      operations.inc({ account, operation, outcome: outcomeOf(entry) });
      operationSeconds.observe({ operation }, ms / 1000);
    },
    upstream(account, { kind, result, ms }) {
      upstreamRequests.inc({ account, kind, result });
      upstreamSeconds.observe({ account, kind }, ms / 1000);
    },
    live: (account, kind) => liveAnswers.inc({ account, kind }),
    storeUse: (seconds, hasFailed) => storeSeconds.observe({ outcome: hasFailed ? "failed" : "ok" }, seconds),
    limitReached: ({ kind, by }) => limits.inc({ kind, by }),
    addAccount: addAccountGauges(registry),
    setStore: (sources) => addStoreGauges(registry, sources),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
