/** The frames of a leaf from which its prices are computed: the same in every dialog, menu and report. */
import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { BASIS_PAGES, readChargeBasis } from "../../protocol/frames/charge-basis";
import type { Frame } from "../../protocol/frames/frame";
import { FRAME_PAGE_SIZE } from "../../protocol/frames/frame-page-size";
import { callPage } from "../http/call-page";
import { frameKeys } from "./frame-keys";
import type { FrameSet } from "./frame-set";

const STALE_MS = 60_000;

const noFrames: readonly Frame[] = [];

/** The charge basis of a leaf. */
export const chargeBasisQuery = (leafId: number) =>
  queryOptions({
    queryKey: frameKeys.chargeBasis(leafId),
    queryFn: ({ signal }) =>
      readChargeBasis((pageNum) =>
        callPage("queryTaskFrames", { taskId: leafId, pageNum, pageSize: FRAME_PAGE_SIZE }, { signal }),
      ),
    structuralSharing: false,
    staleTime: STALE_MS,
  });

/** The same frames from a set that the Frames page has loaded. */
export const chargeBasisOf = (set: FrameSet): readonly Frame[] => {
  const pages = [...set.pages].filter(([number]) => number <= BASIS_PAGES).toSorted(([a], [b]) => a - b);
  const rows = pages.flatMap(([, page]) => page.rows);
  return [...new Map(rows.map(({ frame }) => [frame.id, frame])).values()];
};

/** The charge bases of some leaves, by leaf. A leaf that cannot be read has no frames: it is priced by its mean. */
export async function fetchChargeBases(
  client: QueryClient,
  leafIds: readonly number[],
): Promise<ReadonlyMap<number, readonly Frame[]>> {
  const read = (id: number) => client.fetchQuery(chargeBasisQuery(id)).catch(() => noFrames);
  return new Map(await Promise.all([...new Set(leafIds)].map(async (id) => [id, await read(id)] as const)));
}

/** The charge bases of some leaves. `basisOf` returns no frames for leaves that could not be read, and while `isPending`. */
export function useChargeBases(leafIds: readonly number[]) {
  const { data, isPending } = useQuery({
    queryKey: frameKeys.chargeBases(leafIds),
    queryFn: ({ client }) => fetchChargeBases(client, leafIds),
    structuralSharing: false,
    staleTime: STALE_MS,
    enabled: leafIds.length > 0,
  });
  const basisOf = useCallback((id: number) => data?.get(id) ?? noFrames, [data]);
  return { basisOf, isPending: isPending && leafIds.length > 0 };
}
