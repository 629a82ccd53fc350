import { BlockList } from "node:net";
import fc from "fast-check";
import { expect, it } from "vitest";
import { networkOf } from "./network-of";

it.each([
  ["203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["64:ff9b::192.0.2.33", "64:ff9b:0:0::/64"],
])("counts %s as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it("names the network of 64 bits that contains the address, in one spelling", () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const network = networkOf(address);
      const list = new BlockList();
      list.addSubnet(network.slice(0, -"/64".length), 64, "ipv6");
      expect(list.check(address, "ipv6")).toBe(true);
      expect(networkOf(network.slice(0, -"/64".length))).toBe(network);
    }),
  );
});
