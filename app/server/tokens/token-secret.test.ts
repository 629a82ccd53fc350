import fc from "fast-check";
import { expect, it } from "vitest";
import { hashOf, isSecret, looksLikeSecret, newSecret, newTokenId, secretInAddress } from "./token-secret";

it("a secret is rdk_ and 43 digits of base 62, another one each time", () => {
  const secrets = Array.from({ length: 500 }, newSecret);
  expect(secrets.every((secret) => /^rdk_[0-9A-Za-z]{43}$/.test(secret) && isSecret(secret))).toBe(true);
  expect(new Set(secrets).size).toBe(500);
  // 43 digits hold 256 bits: the first one takes few values, each of the others all 62.
  expect(new Set(secrets.map((secret) => secret.at(-1))).size).toBeGreaterThan(55);
  expect(new Set(secrets.map((secret) => secret.at(5))).size).toBeGreaterThan(55);
});

it("an id is 12 digits and part of no secret", () => {
  expect(newTokenId()).toMatch(/^[0-9A-Za-z]{12}$/);
  expect(looksLikeSecret(newTokenId())).toBe(false);
});

it("only a whole secret has the form of one; anything that begins like one is meant as one", () => {
  const secret = newSecret();
  for (const text of [secret.slice(0, -1), `${secret}a`, secret.replace("_", "-"), `${secret}\n`, ` ${secret}`, ""])
    expect(isSecret(text)).toBe(false);
  expect(looksLikeSecret(secret.slice(0, 10))).toBe(true);
  expect(looksLikeSecret("eyJhbGciOi")).toBe(false);
});

it("the hash is SHA-256 in hex", () => {
  expect(hashOf("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

const addressPart = fc.stringMatching(/^[a-z0-9/?&=.-]{0,30}$/);

it("a secret is found anywhere in an address, also with an encoded underscore", () => {
  fc.assert(
    fc.property(addressPart, addressPart, fc.constantFrom("_", "%5f", "%5F"), (before, after, underscore) => {
      const secret = newSecret();
      const found = secretInAddress(`/${before}?t=${secret.replace("_", underscore)}&${after}`);
      expect(found).toBe(secret);
    }),
  );
  expect(secretInAddress("/api/tokens?access_token=rdk_short")).toBeUndefined();
  expect(secretInAddress("/accounts/rdk/api/live/tasks")).toBeUndefined();
});
