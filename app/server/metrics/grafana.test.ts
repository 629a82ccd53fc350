/** The dashboard file asks only for figures that the server has, and has what Grafana needs to import it. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { emptyHistory } from "../../mirror/task-history";
import type { StoreHealth } from "../store/open-store";
import { createMetrics } from "./metrics";

type Panel = {
  readonly id: number;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly w: number };
  readonly targets?: readonly { readonly expr: string }[];
};

const dashboard: { uid: string; schemaVersion: number; panels: Panel[]; templating: { list: { name: string }[] } } =
  JSON.parse(readFileSync(new URL("../../../docs/grafana.json", import.meta.url), "utf8"));

const expressions = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
const metricsIn = (expression: string) => expression.match(/\b(?:renderdeck|process|nodejs)_\w+/g) ?? [];

const storeHealth: StoreHealth = {
  engine: "sqlite",
  place: "",
  recordingSinceMs: {},
  notRecordedSinceMs: null,
  outage: null,
  backlog: { polls: 0, tasks: 0, events: 0, notes: 0, dropped: 0 },
  sizeBytes: 0,
  setAside: null,
};

/** The names of all figures; a histogram has three series. */
async function servedNames(): Promise<ReadonlySet<string>> {
  const metrics = createMetrics("1");
  metrics.setStore({ health: async () => storeHealth, now: Date.now });
  metrics.addAccount("a", {
    history: () => emptyHistory,
    collector: () => ({ state: "starting", failure: null, lastGoodReadMs: null, paceMs: 0, backlog: 0 }),
    role: () => "leads",
    now: Date.now,
  });
  const names = [...(await metrics.text()).matchAll(/^# TYPE (\w+)/gm)].map(([, name = ""]) => name);
  return new Set(names.flatMap((name) => [name, `${name}_bucket`, `${name}_sum`, `${name}_count`]));
}

it("asks only for figures that exist", async () => {
  const served = await servedNames();
  const asked = new Set(expressions.flatMap(metricsIn));
  expect([...asked].filter((name) => !served.has(name))).toEqual([]);
  expect(asked.size).toBeGreaterThan(15);
});

it("asks for every figure of this program", async () => {
  const asked = expressions.flatMap(metricsIn).join(" ");
  const own = [...(await servedNames())].filter((name) => /^renderdeck_(?!.*_(?:bucket|sum|count)$)/.test(name));
  expect(own.filter((name) => !asked.includes(name))).toEqual([]);
});

it("has what an import needs", () => {
  expect(dashboard.uid).toBe("renderdeck");
  expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(36);
  const ids = dashboard.panels.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { type, gridPos, targets } of dashboard.panels) {
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    expect(type === "row" || (targets?.length ?? 0) > 0).toBe(true);
  }
  const variables = new Set(dashboard.templating.list.map(({ name }) => name));
  for (const expression of expressions)
    for (const [, name = ""] of expression.matchAll(/\$(?!__)(\w+)/g)) expect(variables).toContain(name);
});
