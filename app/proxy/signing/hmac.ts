/**
 * HMAC-SHA256 (RFC 2104) from one-shot hashes. Node's createHmac makes a native object per call: creating and collecting
 * these objects took a tenth of the proxy's time under load. The tests compare the results with createHmac.
 */
import { hash } from "node:crypto";

const BLOCK_BYTES = 64;

/** A key prepared for many digests: the two padded blocks of RFC 2104. */
export type HmacKey = { readonly inner: Uint8Array; readonly outer: Uint8Array };

/** Prepares a key from the UTF-8 bytes of `text`. */
export function hmacKey(text: string): HmacKey {
  const bytes = Buffer.from(text, "utf8");
  const block = Buffer.alloc(BLOCK_BYTES);
  (bytes.length > BLOCK_BYTES ? hash("sha256", bytes, "buffer") : bytes).copy(block);
  return { inner: block.map((byte) => byte ^ 0x36), outer: block.map((byte) => byte ^ 0x5c) };
}

/** The digest of the UTF-8 bytes of `text`, in Base64. */
export function hmacBase64({ inner, outer }: HmacKey, text: string): string {
  const innerInput = Buffer.allocUnsafe(BLOCK_BYTES + Buffer.byteLength(text, "utf8"));
  innerInput.set(inner);
  innerInput.write(text, BLOCK_BYTES, "utf8");
  const innerDigest = hash("sha256", innerInput, "buffer");
  const outerInput = Buffer.allocUnsafe(BLOCK_BYTES + innerDigest.length);
  outerInput.set(outer);
  outerInput.set(innerDigest, BLOCK_BYTES);
  return hash("sha256", outerInput, "base64");
}
