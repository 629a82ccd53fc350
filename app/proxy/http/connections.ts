/** Client connections: at most as many as the process has file descriptors for. A new one replaces one that is not in use. */
import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Connections above the bound while unused ones close; Node refuses further ones. */
const SLACK = 16;

export type Connections = {
  /** Closes connections without a request. */
  readonly closeUnused: () => void;
};

/** Bounds the connections of `server`. `onRefused` is called for each connection that is refused because all are in use. */
export function boundConnections(server: Server, maxConnections: number, onRefused: () => void): Connections {
  let open = 0;
  /** Connections without a complete request header so far, the oldest first. */
  const unused = new Set<Socket>();

  const makeRoom = () => {
    const [oldest] = unused;
    if (oldest) oldest.destroy();
    // Keep-alive connections between two requests.
    else server.closeIdleConnections();
  };
  server.maxConnections = maxConnections + SLACK;
  // Before Node's own listener: afterwards a newer Node counts the new connection among the idle ones.
  server.prependListener("connection", (socket: Socket) => {
    open += 1;
    if (open > maxConnections) makeRoom();
    unused.add(socket);
    socket.once("close", () => {
      open -= 1;
      unused.delete(socket);
    });
  });
  server.on("request", ({ socket }) => unused.delete(socket));
  server.on("drop", onRefused);
  return {
    closeUnused() {
      server.closeIdleConnections();
      for (const socket of unused) socket.destroy();
    },
  };
}
