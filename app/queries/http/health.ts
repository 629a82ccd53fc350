/** The state of the page's server: mode, upstream, clock. GET /healthz is not a farm operation, so it is not in the endpoint table. */
import { queryOptions } from "@tanstack/react-query";
import * as z from "zod/mini";
import type { CollectorState } from "../../mirror/live-tasks";
import { accountPath } from "../../state/account";
import { reportServerBuild } from "./server-build";

/** The server tells its version, the farm's host and the clock only to clients on its own machine. */
const healthSchema = z.object({
  status: z.enum(["ok", "degraded"]),
  mode: z.enum(["live", "demo"]),
  readOnly: z.boolean(),
  upstream: z.object({
    host: z.optional(z.string()),
    reachable: z.nullable(z.boolean()),
    /** The code with which the farm refuses the account or its signature. */
    refusedCode: z.optional(z.nullable(z.number())),
    latencyMs: z.nullable(z.number()),
    checkedAt: z.nullable(z.number()),
  }),
  clockOffsetMs: z.optional(z.nullable(z.number())),
  version: z.optional(z.string()),
  /** The dialect between proxy and farm. */
  dialect: z.catch(z.enum(["2018", "current"]), "2018"),
  capabilities: z.catch(z.array(z.string()), []),
});

/** The accounts of the server, if it has several; it is of the same build. */
export type Accounts = {
  /** The name of this page's account. */
  readonly own: string;
  readonly all: readonly { readonly name: string; readonly title: string }[];
};

/** What the server tells of its reading of the farm and of its memory, to clients on its own machine. It is of the same build. */
type ServerFacts = {
  readonly accounts?: Accounts;
  readonly collector?: CollectorState;
  readonly history?: {
    readonly engine: "sqlite" | "postgres";
    readonly place: string;
    /** By account, epoch ms; null: not yet. */
    readonly recordingSinceMs: Readonly<Record<string, number | null>>;
    /** Epoch ms; null: it is recorded. */
    readonly notRecordedSinceMs: number | null;
    readonly sizeBytes: number | null;
    /** Name of a damaged file that was set aside. */
    readonly setAside: string | null;
  };
};

export type Health = z.infer<typeof healthSchema> & ServerFacts;

/** GET /healthz: on first use, and when the window gets the focus after five minutes. */
export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: async ({ signal }): Promise<Health> => {
    const response = await fetch(`${accountPath}/healthz`, { signal });
    reportServerBuild(response);
    const answer: ServerFacts = await response.json();
    return { ...answer, ...healthSchema.parse(answer) };
  },
  staleTime: 300_000,
  retry: 2,
});
