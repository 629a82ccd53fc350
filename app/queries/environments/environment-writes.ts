/** Writes to render environments. Some take several requests: the result says which of them failed. */
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { type RenderEnvironment, toEnvironmentRequest } from "../../protocol/environments/environment";
import { failureOf } from "../../protocol/wire/call-error";
import type { Failure } from "../../protocol/wire/failure";
import type { WriteNote } from "../../protocol/wire/write-note";
import { callOperation } from "../http/call-operation";
import { callWrite } from "../http/call-write";
import { environmentKeys, readEnvironments } from "./environments";

const add = (environment: RenderEnvironment) => callOperation("addRenderEnv", toEnvironmentRequest(environment));
const update = (environment: RenderEnvironment) => callOperation("updateRenderEnv", toEnvironmentRequest(environment));
const makeDefault = (editName: string, note?: WriteNote) => callWrite("setDefaultRenderEnv", { editName }, note);
const remove = (editName: string) => callOperation("deleteRenderEnv", { editName });

/** The failure of a request that follows a successful one; null when it succeeds too. */
const failureOfStep = (request: Promise<unknown>): Promise<Failure | null> => request.then(() => null, failureOf);

export type SaveRequest = { readonly kind: "add" | "update"; readonly environment: RenderEnvironment };

/** Sends one environment. Throws CallError. */
export const saveEnvironment = ({ kind, environment }: SaveRequest) =>
  kind === "add" ? add(environment) : update(environment);

/**
 * Saves an environment, and makes a new one the default afterwards if it is to be. Resolves with the failure of that second
 * request. Throws CallError when the farm did not save it.
 */
export function useSaveEnvironment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (request: SaveRequest): Promise<Failure | null> => {
      await saveEnvironment(request);
      const { kind, environment } = request;
      return kind === "add" && environment.isDefault ? failureOfStep(makeDefault(environment.name)) : null;
    },
    // The name may be taken under any software: after a failure all lists are read, so that the form can say where.
    onSettled: (_failure, error, { environment: { cgId } }) =>
      client.invalidateQueries({ queryKey: error ? environmentKeys.lists : environmentKeys.list(cgId) }),
  });
}

type NamedEnvironment = Pick<RenderEnvironment, "name" | "cgId">;

/** Makes an environment the default of its software, and reads the list again. Throws CallError. */
export async function makeEnvironmentDefault(
  client: QueryClient,
  { name, cgId }: NamedEnvironment,
  note?: WriteNote,
): Promise<void> {
  await makeDefault(name, note);
  await readEnvironments(client, cgId).catch(() => client.invalidateQueries({ queryKey: environmentKeys.list(cgId) }));
}

/** Makes an environment the default of its software. */
export function useMakeDefault() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name }: NamedEnvironment) => makeDefault(name),
    onSettled: (_data, _error, { cgId }) => client.invalidateQueries({ queryKey: environmentKeys.list(cgId) }),
  });
}

export function useDeleteEnvironment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name }: NamedEnvironment) => remove(name),
    onSettled: (_data, _error, { cgId }) => client.invalidateQueries({ queryKey: environmentKeys.list(cgId) }),
  });
}

/** The result of a rename. "missing": the environment did not exist any more. "both": the old one still exists, with a copy. */
export type RenameResult =
  | { readonly kind: "done" | "missing" }
  | { readonly kind: "both"; readonly failedStep: "default" | "delete"; readonly failure: Failure };

/**
 * Renames in four requests, since the farm has no rename: reads the environment, adds a copy under the new name, makes the copy
 * the default if the old one was, deletes the old one. Stops at the first failure. Throws CallError when the copy was not added.
 */
export function useRenameEnvironment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ cgId, from, to }: { cgId: number; from: string; to: string }): Promise<RenameResult> => {
      const current = (await readEnvironments(client, cgId)).find(({ name }) => name === from);
      if (!current) return { kind: "missing" };
      await add({ ...current, name: to });
      const defaultFailure = current.isDefault ? await failureOfStep(makeDefault(to)) : null;
      if (defaultFailure) return { kind: "both", failedStep: "default", failure: defaultFailure };
      const deleteFailure = await failureOfStep(remove(from));
      return deleteFailure ? { kind: "both", failedStep: "delete", failure: deleteFailure } : { kind: "done" };
    },
    onSettled: (_result, error, { cgId }) =>
      client.invalidateQueries({ queryKey: error ? environmentKeys.lists : environmentKeys.list(cgId) }),
  });
}
