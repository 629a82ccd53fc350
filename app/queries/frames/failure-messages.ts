/** The messages with which frames failed, read while the component is mounted. */
import { useEffect, useMemo, useState } from "react";
import type { Frame } from "../../protocol/frames/frame";
import { countedState } from "../../protocol/frames/frame-status";
import type { LogMessage } from "../../protocol/frames/log-message";
import { createMessageReader, knownMessages, type ReadingState, runKey } from "./message-reader";

export type FailureMessages = ReadingState & {
  /** By frame id. */
  readonly messages: ReadonlyMap<number, LogMessage>;
  /** Failed frames that have a log. */
  readonly failed: number;
  readonly pause: () => void;
  readonly goOn: () => void;
};

const hasFailedLog = ({ statusCode, startedMs }: Frame) => countedState(statusCode) === "failed" && startedMs !== null;

/** The messages of the failed ones among these frames. Frames that fail meanwhile are read too. */
export function useFailureMessages(frames: readonly Frame[]): FailureMessages {
  const [reader] = useState(createMessageReader);
  const state = reader.state.use();
  const known = knownMessages.use();
  const failed = useMemo(() => frames.filter(hasFailedLog), [frames]);
  useEffect(() => reader.want(failed), [reader, failed]);
  useEffect(() => reader.stop, [reader]);
  const messages = useMemo(() => {
    const own = new Map<number, LogMessage>();
    for (const frame of failed) {
      const message = known.get(runKey(frame));
      if (message) own.set(frame.id, message);
    }
    return own;
  }, [failed, known]);
  return { ...state, messages, failed: failed.length, pause: reader.pause, goOn: reader.goOn };
}
