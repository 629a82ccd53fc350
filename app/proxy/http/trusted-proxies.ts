/** The servers in front of this one, from RENDERDECK_TRUSTED_PROXIES: what they say of clients and people counts. */
import { BlockList, isIP } from "node:net";

export type TrustedProxies = {
  /** Nobody is listed. */
  readonly isEmpty: boolean;
  /** Whether an address is listed, also in the IPv6 form of an IPv4 address. */
  readonly includes: (address: string) => boolean;
};

/** An IPv4 address that a socket of both families gives in the form of IPv6. */
export const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");

const familyOf = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4");

/** Adds an address or a network such as 10.0.0.0/8. Returns whether it was one. */
function add(list: BlockList, entry: string): boolean {
  const [, address = "", bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  const version = isIP(address);
  const length = version === 4 ? 32 : 128;
  const prefix = Number(bits ?? length);
  // A network of 0 bits is every address: everybody could say who they are.
  if (version === 0 || prefix < 1 || prefix > length) return false;
  list.addSubnet(address, prefix, familyOf(address));
  return true;
}

/** The servers at these addresses and networks; undefined: an entry is neither, or is every address. */
export function trustedProxiesOf(entries: readonly string[]): TrustedProxies | undefined {
  const list = new BlockList();
  if (!entries.every((entry) => add(list, entry))) return undefined;
  const isEmpty = entries.length === 0;
  return {
    isEmpty,
    includes(address) {
      if (isEmpty) return false;
      const plain = withoutMapping(address);
      return isIP(plain) !== 0 && list.check(plain, familyOf(plain));
    },
  };
}

/** No server in front is listed. */
export const noTrustedProxies: TrustedProxies = { isEmpty: true, includes: () => false };
