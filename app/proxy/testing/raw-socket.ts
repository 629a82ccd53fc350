/** A TCP connection to a server for tests that need exact bytes, several requests at once, or a client that does not read. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";

export type RawSocket = {
  readonly socket: Socket;
  readonly send: (bytes: string) => void;
  /** Everything that was received when the server ends the connection. */
  readonly received: () => Promise<string>;
};

/** Connects to an origin such as http://127.0.0.1:8080. */
export async function openSocket(origin: string): Promise<RawSocket> {
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return { socket, send: (bytes) => void socket.write(bytes), received: () => text(socket).catch(() => "") };
}

/** An operation as the bytes of a request; `fields` are more header lines. */
export function operationBytes(operation: string, body: object, fields: readonly string[] = []): string {
  const bodyText = JSON.stringify(body);
  return [
    `POST /api/render/${operation} HTTP/1.1`,
    "host: 127.0.0.1",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(bodyText)}`,
    ...fields,
    "",
    bodyText,
  ].join("\r\n");
}
