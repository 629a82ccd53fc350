import { expect, it } from "vitest";
import { noTrustedProxies, trustedProxiesOf } from "./trusted-proxies";

it.each([
  ["10.0.0.5", true],
  ["10.0.0.0/8", true],
  ["2001:db8::/32", true],
  ["::1", true],
  ["10.0.0.0/33", false],
  ["2001:db8::/129", false],
  ["10.0.0.0/", false],
  ["10.0.0", false],
  ["proxy.example.com", false],
  ["0.0.0.0/0", false],
  ["::/0", false],
  ["", false],
])("takes %s as an address or a network: %s", (text, expected) => {
  expect(trustedProxiesOf(["10.0.0.1", text]) !== undefined).toBe(expected);
});

it.each([
  ["10.0.0.5", true],
  ["::ffff:10.0.0.5", true],
  ["::FFFF:10.0.0.5", true],
  ["10.0.0.8", false],
  ["2001:db8:1::9", true],
  ["2001:db8:2::9", false],
  ["127.0.0.1", false],
  ["", false],
  ["unknown", false],
])("lists %s in its networks: %s", (address, expected) => {
  expect(trustedProxiesOf(["10.0.0.0/29", "2001:db8:1::/48"])?.includes(address)).toBe(expected);
});

it("lists nobody without an entry", () => {
  expect(trustedProxiesOf([])).toMatchObject({ isEmpty: true });
  expect(trustedProxiesOf([])?.includes("127.0.0.1")).toBe(false);
  expect(noTrustedProxies.includes("127.0.0.1")).toBe(false);
});
