import { describe, expect, it } from "vitest";
import { envelopeSchema } from "./envelope";

const refusal = { version: "1.0.0", result: false, message: "signature_invalid", code: 611, data: null, serverTime: 1 };

describe("envelope", () => {
  it("parses refusals, with code and time as numbers or text", () => {
    expect(envelopeSchema.parse({ ...refusal, code: "611", serverTime: "1535949047370" })).toMatchObject({
      code: 611,
      message: "signature_invalid",
      serverTime: 1535949047370,
    });
  });

  it("parses a code without other members, and a requestId", () => {
    expect(envelopeSchema.parse({ code: 200, data: 1, requestId: "YenJW9-1565678980088", more: true })).toMatchObject({
      message: "",
      data: 1,
      requestId: "YenJW9-1565678980088",
    });
  });

  it.each([{}, { code: "ok" }, { code: 200.5 }, null, "502 Bad Gateway", []])("refuses %j", (value) => {
    expect(envelopeSchema.safeParse(value).success).toBe(false);
  });
});
