import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { clientAddress, createAddressOf, isLocal } from "./client-address";
import { trustedProxiesOf } from "./trusted-proxies";

function requestFrom(remoteAddress: string | undefined, headers: Record<string, string> = {}): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: remoteAddress });
  return Object.assign(new IncomingMessage(socket), { headers });
}

it.each([
  ["192.168.1.7", undefined, "192.168.1.7"],
  ["192.168.1.7", "10.0.0.1", "192.168.1.7"],
  ["::ffff:192.168.1.7", undefined, "192.168.1.7"],
  ["10.127.0.1", "10.0.0.1", "10.127.0.1"],
  ["127.0.0.1", "10.0.0.1", "10.0.0.1"],
  ["127.3.2.1", "spoofed, 10.0.0.1", "10.0.0.1"],
  ["::1", " 10.0.0.1 ", "10.0.0.1"],
  ["::ffff:127.0.0.1", "10.0.0.1", "10.0.0.1"],
  ["127.0.0.1", undefined, undefined],
  ["127.0.0.1", "", undefined],
  ["127.0.0.1", "10.0.0.1,", undefined],
  ["127.0.0.1", "unknown", undefined],
  ["127.0.0.1", "10.0.0.1:4711", "10.0.0.1"],
  ["127.0.0.1", "[2001:DB8::1]:4711", "2001:db8::1"],
  ["127.0.0.1", "::ffff:10.0.0.1", "10.0.0.1"],
])("the client of a peer %s that forwards for %s is %s", (peer, forwarded, client) => {
  const headers: Record<string, string> = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  expect(clientAddress(requestFrom(peer, headers))).toBe(client);
});

it.each([
  ["10.0.0.5", "203.0.113.7", "203.0.113.7"],
  ["10.0.0.5", "9.9.9.9, 203.0.113.7, 10.0.0.6", "203.0.113.7"],
  ["10.0.0.5", "127.0.0.1, 203.0.113.7", "203.0.113.7"],
  ["10.0.0.5", "203.0.113.7, 127.0.0.1", "203.0.113.7"],
  ["10.0.0.5", "unknown, 10.0.0.6", "10.0.0.6"],
  ["10.0.0.5", undefined, "10.0.0.5"],
  ["10.0.0.5", "10.0.0.6", "10.0.0.6"],
  ["127.0.0.1", "127.0.0.1", "127.0.0.1"],
  ["2001:db8:1::9", "203.0.113.7", "203.0.113.7"],
  ["::ffff:10.0.0.5", "203.0.113.7", "203.0.113.7"],
  ["203.0.113.9", "10.0.0.5", "203.0.113.9"],
  ["2001:db8:2::9", "10.0.0.5", "2001:db8:2::9"],
])("behind the trusted proxies the client of a peer %s that forwards for %s is %s", (peer, forwarded, client) => {
  const proxies = trustedProxiesOf(["10.0.0.0/29", "2001:db8:1::/48"]);
  expect(
    proxies &&
      createAddressOf(proxies)(requestFrom(peer, forwarded === undefined ? {} : { "x-forwarded-for": forwarded })),
  ).toBe(client);
});

it.each([
  ["127.0.0.1", { host: "localhost:8080" }, true],
  ["127.0.0.1", { host: "LOCALHOST" }, true],
  ["::1", { host: "[::1]:8080" }, true],
  ["::ffff:127.0.0.1", { host: "127.0.0.1" }, true],
  ["192.168.1.7", { host: "localhost" }, false],
  [undefined, { host: "localhost" }, false],
  ["127.0.0.1", { host: "render.example.com" }, false],
  ["127.0.0.1", { host: "192.168.1.7:8080" }, false],
  ["127.0.0.1", { host: "127.evil.example" }, false],
  ["127.0.0.1", { host: "localhost:8080:x" }, false],
  ["127.0.0.1", {}, false],
  ["127.0.0.1", { host: "localhost", "x-forwarded-for": "10.0.0.1" }, false],
  ["127.0.0.1", { host: "localhost", forwarded: "for=10.0.0.1" }, false],
])("a request from %s with %j is local: %s", (peer, headers, expected) => {
  expect(isLocal(requestFrom(peer, { ...headers }))).toBe(expected);
});
