/** A TCP relay that can be cut: a database that goes away and comes back. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export type TcpGate = {
  /** The URL with the relay's address. */
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  readonly cut: () => Promise<void>;
  readonly restore: () => Promise<void>;
  /** No byte passes on the connections that are open or come, and neither side gets an error. */
  readonly stall: () => void;
  /** New connections pass again; those that were stalled never do. */
  readonly unstall: () => void;
};

export async function tcpGateTo(target: string, { isCut = false } = {}): Promise<TcpGate> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isStalled = false;
  const relay = (client: Socket) => {
    if (isStalled) {
      sockets.add(client);
      return;
    }
    const database = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  };
  let server: Server | null = null;
  let own = 0;
  const restore = async () => {
    server = createServer(relay).listen(own, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    own = typeof address === "object" && address ? address.port : 0;
  };
  const cut = async () => {
    const closed = server ? once(server, "close") : Promise.resolve();
    server?.close();
    server = null;
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  onTestFinished(cut);
  await restore();
  if (isCut) await cut();
  const stall = () => {
    isStalled = true;
    for (const socket of sockets) {
      socket.unpipe();
      socket.pause();
    }
  };
  const unstall = () => {
    isStalled = false;
  };
  return {
    url: Object.assign(new URL(target), { hostname: "127.0.0.1", port: String(own) }).href,
    cut,
    restore,
    stall,
    unstall,
  };
}
