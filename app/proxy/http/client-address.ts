/** Who sent a request, as far as the connection tells. */
import type { IncomingMessage } from "node:http";
import { isIP, isIPv4 } from "node:net";
import { noTrustedProxies, type TrustedProxies, withoutMapping } from "./trusted-proxies";

const isLoopback = (address: string) => address === "::1" || /^(?:::ffff:)?127\./.test(address);

/** An entry of X-Forwarded-For without its port; undefined: it is not an address. */
function forwardedAddress(entry: string): string | undefined {
  const text = entry.trim();
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1];
  const address = withoutMapping(bracketed ?? text.replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1"));
  return isIP(address) === 0 ? undefined : address.toLowerCase();
}

/** The address of the client of a request. undefined: this machine itself, or a reverse proxy on it that names no client. */
export type AddressOf = (incoming: IncomingMessage) => string | undefined;

/**
 * Reads addresses behind reverse proxies: this machine and those that are listed. The header X-Forwarded-For of any other peer is
 * ignored. Each proxy appends the address that it saw, so the last one that is not a
 * trusted proxy is the client; what stands before it was written by the client.
 */
export function createAddressOf(trustedProxies: TrustedProxies): AddressOf {
  const isTrusted = (address: string) => isLoopback(address) || trustedProxies.includes(address);

  return ({ headers, socket }) => {
    const peer = withoutMapping(socket.remoteAddress ?? "");
    if (!isTrusted(peer)) return peer;
    const header = headers["x-forwarded-for"];
    let client = isLoopback(peer) ? undefined : peer;
    if (typeof header !== "string") return client;
    for (const entry of header.split(",").toReversed()) {
      const address = forwardedAddress(entry);
      if (address === undefined) return client;
      client = address;
      if (!isTrusted(address)) return client;
    }
    return client;
  };
}

/** The address of the client, if no proxies beside those on this machine are trusted. */
export const clientAddress: AddressOf = createAddressOf(noTrustedProxies);

/** Whether a program on this machine sent the request under a local name. A reverse proxy sends its own host name or Forwarded headers. */
export function isLocal(incoming: IncomingMessage): boolean {
  const { headers, socket } = incoming;
  if (!isLoopback(socket.remoteAddress ?? "")) return false;
  if (headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined) return false;
  const name = (headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || name === "[::1]" || (isIPv4(name) && isLoopback(name));
}
