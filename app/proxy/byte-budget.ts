/** A bound on the bytes of responses that are in memory: received from the farm, or not yet taken by the client. */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** About 80 pages of 100 tasks. With its copies as pieces, buffer, text and value, a full budget is about 200 MB of memory. */
const DEFAULT_BYTES = 24_000_000;
/** Time for a client to take a response, ms: the largest one (6 MB) at 0.8 Mbit/s. */
const SEND_LIMIT_MS = 60_000;

export type ByteBudget = {
  /** Adds bytes. If they do not fit, the clients that have been reading longest are cut; false: they do not fit even so. */
  readonly take: (bytes: number) => boolean;
  readonly give: (bytes: number) => void;
  /** Counts the bytes of a written response until the client has taken it. A client that takes none in a minute is cut. */
  readonly holdUntilSent: (outgoing: ServerResponse, bytes: number) => void;
  readonly used: () => number;
};

export function createByteBudget(maxBytes = DEFAULT_BYTES, sendLimitMs = SEND_LIMIT_MS): ByteBudget {
  let used = 0;
  /** Connections whose clients have not taken their responses, and the bytes of these; the oldest first. */
  const unsent = new Map<Socket, { bytes: number; readonly timer: NodeJS.Timeout; readonly onClose: () => void }>();

  const close = (socket: Socket) => {
    const account = unsent.get(socket);
    if (!account) return;
    clearTimeout(account.timer);
    socket.off("close", account.onClose);
    unsent.delete(socket);
    used -= account.bytes;
  };
  const cut = (socket: Socket) => {
    close(socket);
    socket.destroy();
  };
  const open = (socket: Socket) => {
    const onClose = () => close(socket);
    socket.once("close", onClose);
    const account = { bytes: 0, timer: setTimeout(cut, sendLimitMs, socket).unref(), onClose };
    unsent.set(socket, account);
    return account;
  };

  const makeRoom = (bytes: number) => {
    for (const socket of unsent.keys()) {
      if (used + bytes <= maxBytes) break;
      cut(socket);
    }
  };

  return {
    take(bytes) {
      makeRoom(bytes);
      if (used + bytes > maxBytes) return false;
      used += bytes;
      return true;
    },
    give: (bytes) => {
      used -= bytes;
    },
    holdUntilSent(outgoing, bytes) {
      // A response that waits behind another one on its connection has no socket of its own yet, and emits no "close".
      const { socket } = outgoing.req;
      if (outgoing.writableLength === 0 || socket.destroyed) return;
      makeRoom(bytes);
      if (socket.destroyed) return;
      const account = unsent.get(socket) ?? open(socket);
      account.bytes += bytes;
      used += bytes;
      outgoing.once("finish", () => {
        if (unsent.get(socket) !== account) return;
        account.bytes -= bytes;
        used -= bytes;
        if (account.bytes === 0) close(socket);
        else account.timer.refresh();
      });
    },
    used: () => used,
  };
}
