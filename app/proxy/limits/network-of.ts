/** What counts as one address. */

const GROUPS = 8;
/** A provider gives each of its customers at least so much of IPv6. */
const NETWORK_GROUPS = 4;

const groupsOf = (text: string) => text.split(":").filter((group) => group !== "");

/** An IPv4 address as it is, an IPv6 address as its network of 64 bits: its owner can use any address of it. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [text = ""] = address.toLowerCase().split("%");
  const [head = "", tail] = text.split("::");
  const first = groupsOf(head);
  const last = groupsOf(tail ?? "");
  // An address that ends with an IPv4 address has two groups in one.
  const length = first.length + last.length + (text.includes(".") ? 1 : 0);
  const zeros = tail === undefined ? 0 : Math.max(0, GROUPS - length);
  const groups = [...first, ...Array.from({ length: zeros }, () => "0"), ...last].slice(0, NETWORK_GROUPS);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
