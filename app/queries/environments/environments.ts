/** Software, plug-ins and render environments of the farm. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { catalogueOf, type RenderEnvironment, toEnvironment } from "../../protocol/environments/environment";
import { callOperation } from "../http/call-operation";

export const environmentKeys = {
  software: ["software"],
  catalogue: (cgId: number) => ["software", "plugins", cgId],
  lists: ["environments"],
  list: (cgId: number) => ["environments", cgId],
} as const;

/** The software of the farm changes with its releases, not with the user's work. */
const CATALOGUE_STALE_MS = 600_000;

export const softwareQuery = queryOptions({
  queryKey: environmentKeys.software,
  queryFn: ({ signal }) => callOperation("querySupportedSoftware", {}, signal),
  staleTime: CATALOGUE_STALE_MS,
});

/** The versions of a software and their plug-ins. */
export const catalogueQuery = (cgId: number) =>
  queryOptions({
    queryKey: environmentKeys.catalogue(cgId),
    queryFn: async ({ signal }) => catalogueOf(await callOperation("querySupportedPlugin", { cgId }, signal)),
    staleTime: CATALOGUE_STALE_MS,
  });

export type EnvironmentList = {
  readonly environments: readonly RenderEnvironment[];
  /** Rows that could not be parsed. The page counts them and does not show them. */
  readonly malformed: number;
};

/** The environments of a software. */
export const environmentsQuery = (cgId: number) =>
  queryOptions({
    queryKey: environmentKeys.list(cgId),
    queryFn: async ({ signal }): Promise<EnvironmentList> => {
      const { rows, malformed } = await callOperation("getRenderEnv", { cgId }, signal);
      return { environments: rows.map((row) => toEnvironment(row, cgId)), malformed };
    },
  });

/** An environment in the list of its software as it was read last. */
export const findEnvironment = (client: QueryClient, cgId: number, name: string): RenderEnvironment | undefined =>
  client.getQueryData(environmentsQuery(cgId).queryKey)?.environments.find((environment) => environment.name === name);

/** The environments of a software, read now. Throws CallError. */
export async function readEnvironments(client: QueryClient, cgId: number): Promise<readonly RenderEnvironment[]> {
  return (await client.fetchQuery({ ...environmentsQuery(cgId), staleTime: 0 })).environments;
}
