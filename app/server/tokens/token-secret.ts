/** The secret of an API token: `rdk_` and 256 random bits in base 62. */
import { createHash, randomBytes } from "node:crypto";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PREFIX = "rdk_";
/** 62^43 is a little more than 2^256. */
const LENGTH = 43;
const SECRET = new RegExp(`^${PREFIX}[0-9A-Za-z]{${LENGTH}}$`);
/** The underscore may be percent-encoded in an address. */
const IN_ADDRESS = new RegExp(`rdk(?:_|%5f)([0-9A-Za-z]{${LENGTH}})`, "i");

/** Bytes as a number in base 62, in `length` digits. */
function base62(bytes: Buffer, length: number): string {
  let rest = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (let count = 0; count < length; count += 1) {
    text = (DIGITS[Number(rest % 62n)] ?? "") + text;
    rest /= 62n;
  }
  return text;
}

/** A new secret. */
export const newSecret = (): string => PREFIX + base62(randomBytes(32), LENGTH);

/** A new id of a token; it is no secret. */
export const newTokenId = (): string => base62(randomBytes(9), 12);

/** Whether a text has the form of a secret. */
export const isSecret = (text: string): boolean => SECRET.test(text);

/** Whether a text is meant as a secret, complete or not. */
export const looksLikeSecret = (text: string): boolean => text.startsWith(PREFIX);

/** What is stored of a secret. A lookup by the hash takes no longer for a secret that is nearly right. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** The secret in an address; undefined: there is none. */
export function secretInAddress(url: string): string | undefined {
  const digits = IN_ADDRESS.exec(url)?.[1];
  return digits === undefined ? undefined : PREFIX + digits;
}
