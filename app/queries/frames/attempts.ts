/**
 * Former attempts of frames: what was known of a run before the frame was rendered again. The farm keeps the log and the time of
 * the last run only, so they are kept here for as long as the tab lasts, as far as the page had read them.
 */
import type { QueryClient } from "@tanstack/react-query";
import type { Frame } from "../../protocol/frames/frame";
import { createStore } from "../../state/create-store";
import { frameKeys } from "./frame-keys";
import type { FrameLog } from "./log-pages";

export type Attempt = {
  /** The frame as it was read last in this run. */
  readonly frame: Frame;
  /** null: its log was not read. */
  readonly log: FrameLog | null;
};

/** By frame id, the earliest attempt first. */
const attempts = createStore<ReadonlyMap<number, readonly Attempt[]>>(new Map());

const noAttempts: readonly Attempt[] = [];

export const useFormerAttempts = (frameId: number): readonly Attempt[] =>
  attempts.use((all) => all.get(frameId) ?? noAttempts);

/** The number of a run, from 1. */
export const attemptNumber = ({ resubmits }: Frame): number => resubmits + 1;

/** Keeps the present run of these frames before they are rendered again. Frames that have not rendered have none. */
export function keepAttempts(client: QueryClient, frames: readonly Frame[]): void {
  const kept = new Map(attempts.get());
  for (const frame of frames) {
    if (frame.startedMs === null) continue;
    const log = client.getQueryData<FrameLog>(frameKeys.log(frame.id, frame.resubmits)) ?? null;
    const before = kept.get(frame.id) ?? noAttempts;
    const same = before.find((attempt) => attempt.frame.resubmits === frame.resubmits);
    const others = before.filter((attempt) => attempt !== same);
    kept.set(frame.id, [...others, { frame, log: log ?? same?.log ?? null }]);
  }
  attempts.set(kept);
}

/** Forgets all attempts, as between two tests. */
export const forgetAttempts = (): void => attempts.set(new Map());
