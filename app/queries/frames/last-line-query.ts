import { queryOptions } from "@tanstack/react-query";
import { type LastLine, lastLineOf } from "../../protocol/frames/last-line";
import type { PollingChoice } from "../http/polling";
import { frameKeys } from "./frame-keys";
import { readLogEnd } from "./log-end";

/** A silence of many minutes needs no faster look. */
const EVERY_MS = 60_000;

/** The last line of the log of a rendering frame (`run`: its resubmits), read again every minute; null: the log has no line. */
export const lastLineQuery = (frameId: number, run: number, polling: PollingChoice) =>
  queryOptions({
    queryKey: frameKeys.lastLine(frameId, run),
    queryFn: async ({ signal }): Promise<LastLine | null> => lastLineOf((await readLogEnd(frameId, 1, signal)).text),
    staleTime: EVERY_MS,
    refetchInterval: polling === "off" ? false : EVERY_MS,
  });
