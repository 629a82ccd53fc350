/** Software, plug-ins and render environments: what is asked, and what is done to them. */
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { catalogueOf, fromWire, type RenderEnvironment, toRequest } from "../../protocol/environments/environment";
import type { Failure } from "../../protocol/wire/failure";
import { failureOf } from "../http/call-error";
import { callOperation } from "../http/call-operation";

const environmentKeys = {
  software: ["software"],
  catalogue: (cgId: number) => ["software", "plugins", cgId],
  lists: ["environments"],
  list: (cgId: number) => ["environments", cgId],
} as const;

/** What the farm can render changes with its releases, not with our work. */
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
  /** Rows that could not be read; they are counted, not shown. */
  readonly malformed: number;
};

/** The environments of a software. */
export const environmentsQuery = (cgId: number) =>
  queryOptions({
    queryKey: environmentKeys.list(cgId),
    queryFn: async ({ signal }): Promise<EnvironmentList> => {
      const { rows, malformed } = await callOperation("getRenderEnv", { cgId }, signal);
      return { environments: rows.map((row) => fromWire(row, cgId)), malformed };
    },
  });

/** The environments of a software as the farm has them now. Throws CallError. */
export async function readEnvironments(client: QueryClient, cgId: number): Promise<readonly RenderEnvironment[]> {
  return (await client.fetchQuery({ ...environmentsQuery(cgId), staleTime: 0 })).environments;
}

const add = (environment: RenderEnvironment) => callOperation("addRenderEnv", toRequest(environment));
const update = (environment: RenderEnvironment) => callOperation("updateRenderEnv", toRequest(environment));
const makeDefault = (editName: string) => callOperation("setDefaultRenderEnv", { editName });
const remove = (editName: string) => callOperation("deleteRenderEnv", { editName });

/** The failure of a step that follows one that was done; null when it was done too. */
const outcome = (step: Promise<unknown>): Promise<Failure | null> => step.then(() => null, failureOf);

export type SaveRequest = { readonly kind: "add" | "update"; readonly environment: RenderEnvironment };

/**
 * Saves an environment; a new one that is to be the default is made so afterwards. Resolves with the failure of that
 * second step. Throws CallError when the farm did not take it.
 */
export function useSaveEnvironment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ kind, environment }: SaveRequest): Promise<Failure | null> => {
      if (kind === "update") {
        await update(environment);
        return null;
      }
      await add(environment);
      return environment.isDefault ? outcome(makeDefault(environment.name)) : null;
    },
    // A refused name may be taken under any software: all lists are read again, so that the form can say where.
    onSettled: (_done, error, { environment: { cgId } }) =>
      client.invalidateQueries({ queryKey: error ? environmentKeys.lists : environmentKeys.list(cgId) }),
  });
}

/** Makes an environment the default of its software. */
export function useMakeDefault() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name }: RenderEnvironment) => makeDefault(name),
    onSettled: (_done, _error, { cgId }) => client.invalidateQueries({ queryKey: environmentKeys.list(cgId) }),
  });
}

export function useDeleteEnvironment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name }: Pick<RenderEnvironment, "name" | "cgId">) => remove(name),
    onSettled: (_done, _error, { cgId }) => client.invalidateQueries({ queryKey: environmentKeys.list(cgId) }),
  });
}

/** What a rename came to: done, or both exist because of a later step. `gone`: there was nothing to rename any more. */
export type Renamed =
  | { readonly kind: "done" | "gone" }
  | { readonly kind: "both"; readonly step: "default" | "delete"; readonly failure: Failure };

/**
 * Renames as the farm can: reads the environment again, adds a copy under the new name, makes that the default if the old
 * one was, deletes the old one. Stops at the first failure; throws CallError when the copy was not taken.
 */
export function useRenameEnvironment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ cgId, from, to }: { cgId: number; from: string; to: string }): Promise<Renamed> => {
      const present = (await readEnvironments(client, cgId)).find(({ name }) => name === from);
      if (!present) return { kind: "gone" };
      await add({ ...present, name: to });
      const notDefault = present.isDefault ? await outcome(makeDefault(to)) : null;
      if (notDefault) return { kind: "both", step: "default", failure: notDefault };
      const notDeleted = await outcome(remove(from));
      return notDeleted ? { kind: "both", step: "delete", failure: notDeleted } : { kind: "done" };
    },
    onSettled: (_done, error, { cgId }) =>
      client.invalidateQueries({ queryKey: error ? environmentKeys.lists : environmentKeys.list(cgId) }),
  });
}

/** What became of one imported environment: null done, a failure, or "not-sent" after an earlier failure. */
export type Imported = { readonly name: string; readonly result: Failure | "not-sent" | null };

/**
 * Sends environments one after the other, each once. A refusal concerns its own environment; without an answer from the
 * farm the remaining ones are not sent.
 */
export function useImportEnvironments() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (requests: readonly SaveRequest[]): Promise<readonly Imported[]> => {
      const results: Imported[] = [];
      let reachable = true;
      for (const { kind, environment } of requests) {
        const { name } = environment;
        const result = reachable ? await outcome(kind === "add" ? add(environment) : update(environment)) : "not-sent";
        if (result !== null && result !== "not-sent" && result.kind !== "farm") reachable = false;
        results.push({ name, result });
      }
      return results;
    },
    onSettled: () => client.invalidateQueries({ queryKey: environmentKeys.lists }),
  });
}
