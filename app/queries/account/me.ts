/** Who uses the page, as the server knows it: GET /api/me is not a farm operation, so it is not in the endpoint table. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Role } from "../../protocol/endpoints";
import type { Me } from "../../protocol/person";
import { accountPath } from "../../state/account";

/** A session that ended is noticed after this time at the latest, ms. */
const REFETCH_MS = 30_000;

/** The server is of the same build, so its answer is not checked. Rejects if it does not answer. */
export const meQuery = queryOptions({
  queryKey: ["me"] as const,
  queryFn: async ({ signal }): Promise<Me> => {
    const response = await fetch(`${accountPath}/api/me`, { signal });
    if (!response.ok) throw new Error(`GET /api/me: ${response.status}`);
    return response.json();
  },
  staleTime: REFETCH_MS,
});

/** Kept up to date by the shell (shell/who/who-note.tsx); other components read what is known and send no request. */
export const watchedMeQuery = queryOptions({
  ...meQuery,
  // Where nobody signs in nothing changes.
  refetchInterval: ({ state }) => (state.data?.signIn === "none" ? false : REFETCH_MS),
  refetchOnWindowFocus: ({ state }) => (state.data?.signIn === "none" ? false : "always"),
});

/** Who uses the page; undefined while it is not known. */
export const useMe = (): Me | undefined => useQuery({ ...meQuery, enabled: false }).data;

/** The role of the person; undefined while it is not known, and for somebody who has not signed in. */
export const useRole = (): Role | undefined => useMe()?.person?.role;
