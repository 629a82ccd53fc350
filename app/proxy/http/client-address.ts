/** Who sent a request, as far as the connection tells. */
import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv4 } from "node:net";

const isLoopback = (address: string) => address === "::1" || /^(?:::ffff:)?127\./.test(address);

/** An IPv4 address that a socket of both families gives in the form of IPv6. */
const withoutMapping = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, "");

/** An entry of X-Forwarded-For without its port; undefined: it is not an address. */
function forwardedAddress(entry: string): string | undefined {
  const text = entry.trim();
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1];
  const address = withoutMapping(bracketed ?? text.replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1"));
  return isIP(address) === 0 ? undefined : address.toLowerCase();
}

type Network = { readonly address: string; readonly bits: number; readonly family: "ipv4" | "ipv6" };

/** An address or a network such as 10.0.0.0/8; undefined: it is neither. */
function parseNetwork(text: string): Network | undefined {
  const [, address = "", bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  const length = version === 4 ? 32 : 128;
  if (version === 0 || Number(bits ?? length) > length) return undefined;
  return { address, bits: Number(bits ?? length), family: version === 4 ? "ipv4" : "ipv6" };
}

/** Whether the text is an address or a network, as a list of trusted proxies may contain it. */
export const isAddressOrNetwork = (text: string): boolean => parseNetwork(text) !== undefined;

/** The address of the client of a request. undefined: this machine itself, or a reverse proxy on it that names no client. */
export type AddressOf = (incoming: IncomingMessage) => string | undefined;

/**
 * Reads addresses behind reverse proxies: this machine and those of `trustedProxies` (addresses and networks). The header
 * X-Forwarded-For of any other peer is ignored. Each proxy appends the address that it saw, so the last one that is not a
 * trusted proxy is the client; what stands before it was written by the client.
 */
export function createAddressOf(trustedProxies: readonly string[]): AddressOf {
  const list = new BlockList();
  const networks = trustedProxies.flatMap((text) => parseNetwork(text) ?? []);
  for (const { address, bits, family } of networks) list.addSubnet(address, bits, family);
  const isTrusted = (address: string) =>
    isLoopback(address) || (networks.length > 0 && list.check(address, isIPv4(address) ? "ipv4" : "ipv6"));

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
export const clientAddress: AddressOf = createAddressOf([]);

/** Whether a program on this machine sent the request under a local name. A reverse proxy sends its own host name or Forwarded headers. */
export function isLocal(incoming: IncomingMessage): boolean {
  const { headers, socket } = incoming;
  if (!isLoopback(socket.remoteAddress ?? "")) return false;
  if (headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined) return false;
  const name = (headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || name === "[::1]" || (isIPv4(name) && isLoopback(name));
}
