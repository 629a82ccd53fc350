/** The state of the page's server: mode, upstream, clock. GET /healthz is not a farm operation, so it is not in the endpoint table. */
import { queryOptions } from "@tanstack/react-query";
import * as z from "zod/mini";

const healthSchema = z.object({
  status: z.enum(["ok", "degraded"]),
  mode: z.enum(["live", "demo"]),
  readOnly: z.boolean(),
  upstream: z.object({
    host: z.string(),
    reachable: z.nullable(z.boolean()),
    latencyMs: z.nullable(z.number()),
    checkedAt: z.nullable(z.number()),
  }),
  clockOffsetMs: z.nullable(z.number()),
  version: z.string(),
  /** The dialect between proxy and farm. */
  dialect: z.catch(z.enum(["2018", "current"]), "2018"),
  capabilities: z.catch(z.array(z.string()), []),
});

export type Health = z.infer<typeof healthSchema>;

/** GET /healthz: on first use, and when the window gets the focus after five minutes. */
export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: async ({ signal }): Promise<Health> => {
    const response = await fetch("/healthz", { signal });
    return healthSchema.parse(await response.json());
  },
  staleTime: 300_000,
  retry: 2,
});
