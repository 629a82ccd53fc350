/** The account apart from its profile: farm settings, project labels, platforms, analysis errors. Loaded with Settings. */
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { callOperation } from "../http/call-operation";

const accountKeys = {
  setting: ["account", "setting"] as const,
  labels: ["account", "labels"] as const,
  platforms: (zone: Zone) => ["account", "platforms", zone] as const,
  errorDetail: (code: string, language: ErrorLanguage) => ["account", "error-detail", code, language] as const,
};

/** 1 in China, 2 abroad (section 3.5). */
export type Zone = 1 | 2;
/** "0" Chinese, "1" English (section 3.5). */
export type ErrorLanguage = "0" | "1";

/** Settings that the farm applies to the tasks of the account. The reminder is in hours. */
export const userSettingQuery = queryOptions({
  queryKey: accountKeys.setting,
  queryFn: ({ signal }) => callOperation("queryUserSetting", {}, signal),
});

/** Project labels: the `projectName` of tasks. */
export const labelsQuery = queryOptions({
  queryKey: accountKeys.labels,
  queryFn: async ({ signal }) => (await callOperation("getLabelList", {}, signal)).projectNameList,
});

/** Whether the list of labels, as it was read last, has a name. */
export const hasLabel = (client: QueryClient, name: string): boolean =>
  client.getQueryData(labelsQuery.queryKey)?.rows.some(({ projectName }) => projectName === name) ?? false;

/** The render areas of a zone. Their names are translation keys. */
export const platformsQuery = (zone: Zone) =>
  queryOptions({
    queryKey: accountKeys.platforms(zone),
    queryFn: ({ signal }) => callOperation("queryPlatforms", { zone }, signal),
    // Names do not change, and how busy a platform is changes slowly.
    staleTime: 300_000,
  });

/** The description of an analysis error in one language; no rows: the farm has none. */
export const errorDetailQuery = (code: string, language: ErrorLanguage) =>
  queryOptions({
    queryKey: accountKeys.errorDetail(code, language),
    queryFn: ({ signal }) => callOperation("queryErrorDetail", { code, language }, signal),
    staleTime: 600_000,
  });

/** Sets the reminder, in hours. Resolves with the one that the farm returns afterwards; null: it could not be read back. */
export function useChangeReminder() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (hours: number): Promise<number | null> => {
      await callOperation("updateUserSetting", { taskOverTime: hours });
      // A response on its way may be older than the write. The write is done, so a failure to read it back is no failure of it.
      await client.cancelQueries({ queryKey: accountKeys.setting });
      return client.fetchQuery({ ...userSettingQuery, staleTime: 0 }).then(
        ({ taskOverTime }) => taskOverTime,
        () => null,
      );
    },
    onError: () => client.invalidateQueries({ queryKey: accountKeys.setting }),
  });
}

/** The switch of addLabel: 0 on, 1 off. The list of labels does not contain it, so a label is always created as on. */
const LABEL_ON = 0;

/** Adds a project label. The farm refuses a name that exists with code 503. */
export function useAddLabel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (newName: string) => callOperation("addLabel", { newName, status: LABEL_ON }),
    onSettled: () => client.invalidateQueries({ queryKey: accountKeys.labels }),
  });
}

/** Deletes a project label by its name. */
export function useDeleteLabel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (delName: string) => callOperation("deleteLabel", { delName }),
    onSettled: () => client.invalidateQueries({ queryKey: accountKeys.labels }),
  });
}
