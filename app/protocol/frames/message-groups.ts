/** Failed frames by the message with which they failed. */
import type { Frame } from "./frame";
import { FRAME, isRerenderableType } from "./frame-status";
import type { LogMessage } from "./log-message";
import { failuresByNode, type NodeFailures } from "./node-failures";

export type MessageGroup = {
  readonly fingerprint: string;
  /** The message of its first frame. */
  readonly message: LogMessage;
  /** Ids of its frames. */
  readonly ids: readonly number[];
  /** Those that can be rendered again by themselves. */
  readonly rerenderableIds: readonly number[];
  /** Machines on which they failed, the most failures first. Rates are of this message among all frames that ended there. */
  readonly nodes: readonly NodeFailures[];
  /** Frames that failed on a machine that the farm does not name. */
  readonly withoutNode: number;
};

/**
 * The groups, the largest first. `frames`: failed frames, and those that finished for the rates of the machines, each once.
 * A failed frame without a message is in no group.
 */
export function messageGroups(frames: readonly Frame[], messages: ReadonlyMap<number, LogMessage>): MessageGroup[] {
  const byFingerprint = new Map<string, { message: LogMessage; own: Frame[] }>();
  const done: Frame[] = [];
  for (const frame of frames) {
    const message = messages.get(frame.id);
    if (frame.statusCode === FRAME.done) done.push(frame);
    else if (message) {
      const group = byFingerprint.get(message.fingerprint);
      if (group) group.own.push(frame);
      else byFingerprint.set(message.fingerprint, { message, own: [frame] });
    }
  }
  return [...byFingerprint]
    .map(([fingerprint, { message, own }]) => ({
      fingerprint,
      message,
      ids: own.map(({ id }) => id),
      rerenderableIds: own.filter(({ typeCode }) => isRerenderableType(typeCode)).map(({ id }) => id),
      nodes: failuresByNode([...done, ...own]),
      withoutNode: own.filter(({ node }) => node === null).length,
    }))
    .sort((a, b) => b.ids.length - a.ids.length || a.fingerprint.localeCompare(b.fingerprint));
}
