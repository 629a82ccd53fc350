/** Figures of the store that are read when somebody asks. */
import { Gauge, type Registry } from "prom-client";
import type { StoreHealth } from "../store/open-store";

export type StoreSources = {
  readonly health: () => Promise<StoreHealth>;
  /** Epoch ms. */
  readonly now: () => number;
};

const kinds = ["polls", "tasks", "events", "notes", "dropped"] as const;

/** Registers the gauges. One read of the store's health serves all of them. */
export function addStoreGauges(registry: Registry, { health, now }: StoreSources): void {
  let last: Promise<StoreHealth> | undefined;
  const read = () => {
    last ??= health().finally(() => {
      last = undefined;
    });
    return last;
  };

  registry.registerMetric(
    new Gauge({
      name: "renderdeck_store_outage_seconds",
      help: "How long nothing could be recorded; 0: all is recorded",
      registers: [],
      async collect() {
        const { notRecordedSinceMs } = await read();
        this.set(notRecordedSinceMs === null ? 0 : Math.max(0, (now() - notRecordedSinceMs) / 1000));
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: "renderdeck_store_backlog",
      help: "What waits in memory until the database returns, and what was dropped meanwhile",
      labelNames: ["kind"],
      registers: [],
      async collect() {
        const { backlog } = await read();
        for (const kind of kinds) this.set({ kind }, backlog[kind]);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: "renderdeck_store_size_bytes",
      help: "Size of the database",
      registers: [],
      async collect() {
        const { sizeBytes } = await read();
        if (sizeBytes !== null) this.set(sizeBytes);
      },
    }),
  );
}
