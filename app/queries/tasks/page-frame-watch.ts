/** The frame watch of a page without a server: one leaf after each poll. */
import type { QueryClient } from "@tanstack/react-query";
import { createFrameWatch, type FrameWatch } from "../../mirror/frame-watch";
import { emptyHistory, type TaskHistory } from "../../mirror/task-history";
import { toServerMs } from "../../state/server-clock";
import { callOperation } from "../http/call-operation";
import { taskKeys } from "./task-keys";

const INTERVAL_MS = 60_000;

const watches = new WeakMap<QueryClient, FrameWatch>();

function watchOf(client: QueryClient): FrameWatch {
  const existing = watches.get(client);
  if (existing) return existing;
  const history = () => client.getQueryData<TaskHistory>(taskKeys.history);
  const watch = createFrameWatch({
    reader: { queryTaskFrames: (request) => callOperation("queryTaskFrames", request) },
    history: () => history() ?? emptyHistory,
    publish: (change) => client.setQueryData<TaskHistory>(taskKeys.history, (current) => current && change(current)),
    farmNow: () => toServerMs(Date.now()),
  });
  watches.set(client, watch);
  return watch;
}

/** Reads the frames of one leaf. Never rejects: a leaf that cannot be read has no reading. */
export const readFramesOfOneLeaf = (client: QueryClient): Promise<unknown> =>
  watchOf(client)
    .readNext(INTERVAL_MS)
    .catch(() => undefined);
