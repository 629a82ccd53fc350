/** The account's environments: those of the chosen software first, then those of the others. */
import { useQueries, useQuery } from "@tanstack/react-query";
import type { RenderEnvironment, Software } from "../../protocol/environments/environment";
import { environmentsQuery, softwareQuery } from "../../queries/environments/environments";
import { usePreferences } from "../../ui/storage/preferences";

/** People change environments a few times a day. */
const REFRESH_MS = 60_000;

/** Environments by cgId, of every loaded software. */
export type EnvironmentsByCgId = ReadonlyMap<number, readonly RenderEnvironment[]>;

/** The software list and the environments. */
export function useEnvironments(cgIdOnUrl: number | undefined) {
  const { polling } = usePreferences();
  const softwareList = useQuery(softwareQuery);
  const software: readonly Software[] = softwareList.data?.renderInfoList.rows ?? [];
  const fallback = softwareList.data?.defaultCgId;
  const chosen =
    software.find(({ cgId }) => cgId === cgIdOnUrl) ?? software.find(({ cgId }) => cgId === fallback) ?? software[0];
  const list = useQuery({
    ...environmentsQuery(chosen?.cgId ?? 0),
    enabled: chosen !== undefined,
    refetchInterval: polling === "off" ? false : REFRESH_MS,
  });
  // Names are unique across all software, so the other lists are needed to tell that one is taken. They load after the visible list.
  const all = useQueries({
    queries: software.map(({ cgId }) => ({ ...environmentsQuery(cgId), enabled: list.data !== undefined })),
  });
  const byCgId: EnvironmentsByCgId = new Map(
    software.flatMap(({ cgId }, index) => {
      const environments = all[index]?.data?.environments;
      return environments ? [[cgId, environments] as const] : [];
    }),
  );
  return { softwareList, software, chosen, list, byCgId };
}

/** The names of all environments: the farm accepts each name once. */
export const namesOf = (byCgId: EnvironmentsByCgId): ReadonlySet<string> =>
  new Set([...byCgId.values()].flat().map(({ name }) => name));
