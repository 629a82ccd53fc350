/** Values that the browser keeps for the server and can neither read nor change: encrypted JSON in a cookie. */
import { hkdfSync } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import * as z from "zod/mini";

export type Seal<T> = {
  /** The value as text, not valid after `untilMs`. */
  readonly seal: (value: T, untilMs: number) => Promise<string>;
  /** The value; null: the text is not ours, was changed, or is not valid any more. */
  readonly open: (text: string) => Promise<T | null>;
};

/**
 * `purpose` gives each kind of value a key of its own, so that a text of one kind is never valid as another one. `now` returns
 * epoch ms.
 */
export function createSeal<T>(
  secret: string | Uint8Array,
  purpose: string,
  schema: z.ZodMiniType<T>,
  now: () => number = Date.now,
): Seal<T> {
  const key = new Uint8Array(hkdfSync("sha256", secret, "renderdeck", purpose, 32));
  return {
    seal: (value, untilMs) =>
      new EncryptJWT({ value })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setExpirationTime(Math.floor(untilMs / 1000))
        .encrypt(key),
    async open(text) {
      try {
        const { payload } = await jwtDecrypt(text, key, {
          keyManagementAlgorithms: ["dir"],
          contentEncryptionAlgorithms: ["A256GCM"],
          currentDate: new Date(now()),
          requiredClaims: ["exp"],
        });
        return z.parse(schema, payload["value"]);
      } catch {
        return null;
      }
    },
  };
}
