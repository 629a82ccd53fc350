/** Sends an act on frames leaf by leaf, one after another, and reads the frames back. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Frame } from "../../../protocol/frames/frame";
import { hasRestarted } from "../../../protocol/frames/frame-restart";
import type { TaskNode } from "../../../protocol/tasks/task-tree";
import { failureOf } from "../../../protocol/wire/call-error";
import { keepAttempts } from "../../../queries/frames/attempts";
import { chargeBasisQuery } from "../../../queries/frames/charge-basis";
import { useStopFrames } from "../../../queries/frames/current-frame-commands";
import { readFramePages, readHungFrames } from "../../../queries/frames/hung-frames";
import { probeRefused } from "../../../queries/frames/refused-states";
import { useRerender } from "../../../queries/frames/rerender-frames";
import {
  type StopRerenderOutcome,
  type StopRerenderStep,
  stopThenRerender,
} from "../../../queries/frames/stop-then-rerender";
import { waitUnless } from "../../../ui/browser/wait-unless";
import type { WriteResult } from "../../../ui/dialog/write-summary";
import type { FramesAct, FramesByLeaf, LeafFrames } from "./frames-act";

export type LeafResult = WriteResult & {
  readonly target: LeafFrames;
  /** What became of each of the two writes; null for a rerender alone, and where nothing was sent. */
  readonly steps: StopRerenderOutcome | null;
  /** Frames that are not rendered again as far as they were read back. */
  readonly withoutEffect: number;
};

export type Progress = { readonly leaf: number; readonly of: number; readonly step: StopRerenderStep | null };

export function useFramesAct(act: FramesAct, asked: FramesByLeaf) {
  const client = useQueryClient();
  const rerender = useRerender();
  const stop = useStopFrames();
  /** Pages of the hung frames by leaf: after the stop the frames do not hang any more, but stay on their page. */
  const pages = useRef(new Map<number, readonly number[]>());
  // Aborted by the user or when the page is left: no further rerender is sent.
  const sending = useRef<AbortController | null>(null);
  useEffect(() => () => sending.current?.abort(), []);

  /** Reads the frames that an act may be for. Throws CallError. */
  const read = async (leaf: TaskNode): Promise<readonly Frame[]> => {
    const leafId = leaf.task.id;
    if (act === "rerender") return client.fetchQuery({ ...chargeBasisQuery(leafId), staleTime: 0 });
    const known = pages.current.get(leafId);
    if (known) return readFramePages(leafId, known);
    const hung = await readHungFrames(leaf, asked.get(leafId)?.length ?? 0);
    pages.current.set(leafId, hung.pages);
    return hung.frames;
  };

  const sendRerender = async (taskId: number, frames: readonly Frame[]) => {
    keepAttempts(client, frames);
    try {
      await rerender.mutateAsync({ kind: "selected", taskId, ids: frames.map(({ id }) => id) });
    } catch (error) {
      probeRefused(frames, failureOf(error));
      throw error;
    }
  };

  const sendLeaf = async (target: LeafFrames, signal: AbortSignal, onStep: (step: StopRerenderStep) => void) => {
    const taskId = target.leaf.task.id;
    if (act === "rerender") {
      const failure = await sendRerender(taskId, target.frames).then(() => null, failureOf);
      return { failure, steps: null };
    }
    let latest: readonly Frame[] = target.frames;
    const steps = await stopThenRerender({
      ids: target.frames.map(({ id }) => id),
      stop: (ids) => stop.mutateAsync({ kind: "ids", taskId, ids }),
      look: async () => {
        latest = await read(target.leaf);
        return new Map(latest.map(({ id, statusCode }) => [id, statusCode]));
      },
      rerender: (ids) =>
        sendRerender(
          taskId,
          latest.filter(({ id }) => ids.includes(id)),
        ),
      wait: (seconds) => waitUnless(seconds, signal),
      onStep,
      signal,
    });
    const failure = steps.stopFailure ?? (typeof steps.rerender === "string" ? null : steps.rerender);
    return { failure, steps };
  };

  /** The result with what was read back now; as it was where nothing can be read. */
  const readBack = async (result: LeafResult): Promise<LeafResult> => {
    if (!result.isSent) return result;
    const after = await read(result.target.leaf).catch(() => null);
    if (after === null) return result;
    const byId = new Map(after.map((frame) => [frame.id, frame]));
    const withoutEffect = result.target.frames.filter((frame) =>
      result.steps === null
        ? !hasRestarted(frame, byId.get(frame.id))
        : !isRerendered(frame, byId.get(frame.id), result.steps),
    ).length;
    return { ...result, withoutEffect, hasEffect: withoutEffect === 0 };
  };

  return {
    read,
    readBack,
    cancel: () => sending.current?.abort(),
    /** Sends the act for each leaf; after a failure the others are not sent. */
    send: async (targets: readonly LeafFrames[], onProgress: (progress: Progress) => void): Promise<LeafResult[]> => {
      const controller = new AbortController();
      sending.current = controller;
      const results: LeafResult[] = [];
      for (const [at, target] of targets.entries()) {
        const hasFailed = controller.signal.aborted || results.some(({ failure }) => failure !== null);
        const unsent = { target, isSent: false, failure: null, hasEffect: false, steps: null };
        if (hasFailed) {
          results.push({ ...unsent, withoutEffect: target.frames.length });
          continue;
        }
        const onStep = (step: StopRerenderStep | null) => onProgress({ leaf: at + 1, of: targets.length, step });
        onStep(null);
        const sent = await sendLeaf(target, controller.signal, onStep);
        results.push({ ...unsent, ...sent, isSent: true, withoutEffect: target.frames.length });
      }
      return Promise.all(results.map(readBack));
    },
  };
}

/** Whether a frame is rendered again after its stop. Only frames that were reported as stopped are. */
const isRerendered = (before: Frame, after: Frame | undefined, { stopped, rerender }: StopRerenderOutcome): boolean =>
  rerender !== "not-sent" && stopped.includes(before.id) && hasRestarted(before, after);
