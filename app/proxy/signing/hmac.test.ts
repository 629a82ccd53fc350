import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText, anyUnit } from "../testing/arbitraries";
import { hmacBase64, hmacKey } from "./hmac";

describe("hmacBase64", () => {
  it("equals createHmac for keys of any length and any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyUnit, maxLength: 100 }), anyText, (key, text) => {
        expect(hmacBase64(hmacKey(key), text)).toBe(createHmac("sha256", key).update(text, "utf8").digest("base64"));
      }),
    );
  });

  it.each([63, 64, 65])("equals createHmac for a key of %i bytes", (length) => {
    const key = "k".repeat(length);
    expect(hmacBase64(hmacKey(key), "text")).toBe(createHmac("sha256", key).update("text").digest("base64"));
  });
});
