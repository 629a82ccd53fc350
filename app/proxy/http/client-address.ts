/** Who sent a request, as far as the connection tells. */
import type { IncomingMessage } from "node:http";
import { isIPv4 } from "node:net";

const isLoopback = (address: string) => address === "::1" || /^(?:::ffff:)?127\./.test(address);

/** The last address is the one that the reverse proxy saw itself; earlier ones come from the client. */
const forwardedFor = ({ headers }: IncomingMessage): string | undefined => {
  const header = headers["x-forwarded-for"];
  return typeof header === "string" ? header.split(",").at(-1)?.trim() : undefined;
};

/**
 * The address of the client: the peer's, or X-Forwarded-For from a reverse proxy on this machine. undefined: this machine itself,
 * or such a proxy that does not name its clients.
 */
export function clientAddress(incoming: IncomingMessage): string | undefined {
  const { remoteAddress = "" } = incoming.socket;
  return isLoopback(remoteAddress) ? forwardedFor(incoming) || undefined : remoteAddress;
}

/** Whether a program on this machine sent the request under a local name. A reverse proxy sends its own host name or Forwarded headers. */
export function isLocal(incoming: IncomingMessage): boolean {
  const { headers, socket } = incoming;
  if (!isLoopback(socket.remoteAddress ?? "")) return false;
  if (headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined) return false;
  const name = (headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || name === "[::1]" || (isIPv4(name) && isLoopback(name));
}
