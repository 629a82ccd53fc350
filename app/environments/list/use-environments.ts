/** Everything the page knows of the account's environments: the chosen software first, the others behind it. */
import { useQueries, useQuery } from "@tanstack/react-query";
import type { RenderEnvironment, Software } from "../../protocol/environments/environment";
import { environmentsQuery, softwareQuery } from "../../queries/environments/environments";
import { usePreferences } from "../../ui/storage/preferences";

/** Environments are changed by people, a few times a day. */
const REFRESH_MS = 60_000;

/** Environments of every software that was read, by cgId. */
export type EnvironmentsByCgId = ReadonlyMap<number, readonly RenderEnvironment[]>;

/** The software list and the environments; `wanted` is the cgId on the URL. */
export function useEnvironments(wanted: number | undefined) {
  const { polling } = usePreferences();
  const softwareList = useQuery(softwareQuery);
  const software: readonly Software[] = softwareList.data?.renderInfoList.rows ?? [];
  const fallback = softwareList.data?.defaultCgId;
  const chosen =
    software.find(({ cgId }) => cgId === wanted) ?? software.find(({ cgId }) => cgId === fallback) ?? software[0];
  const list = useQuery({
    ...environmentsQuery(chosen?.cgId ?? 0),
    enabled: chosen !== undefined,
    refetchInterval: polling === "off" ? false : REFRESH_MS,
  });
  // A name is unique over all software, so the others are needed to say that one is taken; they wait for what is looked at.
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

/** The names of all environments: each can be given once only. */
export const namesOf = (byCgId: EnvironmentsByCgId): ReadonlySet<string> =>
  new Set([...byCgId.values()].flat().map(({ name }) => name));
