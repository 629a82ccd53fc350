import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyJson, anyText } from "../testing/arbitraries";
import { signRequest, verifySignature } from "./sign";
import vectors from "./signature-vectors.json";
import { readSignedHeaders, type SignedHeaders } from "./signed-headers";
import { stringToSign } from "./string-to-sign";
import { parseWireObject } from "./wire-json";

/** The headers of a vector, whose values are texts and numbers. */
function headersOf(vectorHeaders: object): SignedHeaders {
  const texts = Object.fromEntries(Object.entries(vectorHeaders).map(([name, value]) => [name, String(value)]));
  const headers = readSignedHeaders(texts);
  if (headers === undefined) throw new Error("a signed header is missing");
  return headers;
}

describe("the vectors of the specification", () => {
  it.each(vectors)("sign: $name", ({ domain, path, bodyJson, accessKey, ...vector }) => {
    const request = { domain, path, headers: headersOf(vector.headers) };
    expect(stringToSign({ ...request, body: parseWireObject(bodyJson) })).toBe(vector.stringToSign);
    expect(signRequest({ ...request, bodyText: bodyJson, accessKey })).toBe(vector.signature);
  });

  it.each(vectors)("verify with lower-case headers: $name", ({ domain, path, bodyJson, accessKey, ...vector }) => {
    const received = Object.entries(vector.headers).map(
      ([name, value]) => [name.toLowerCase(), String(value)] as const,
    );
    const request = { domain, path, headers: Object.fromEntries(received), bodyText: bodyJson, accessKey };
    expect(verifySignature({ ...request, signature: vector.signature })).toBe(true);
    expect(verifySignature({ ...request, signature: vector.signature, accessKey: `${accessKey}x` })).toBe(false);
    expect(verifySignature({ ...request, signature: vector.signature, domain: `${domain}:8787` })).toBe(false);
    expect(verifySignature({ ...request, signature: `${vector.signature}=` })).toBe(false);
    expect(verifySignature({ ...request, signature: "" })).toBe(false);
  });

  it("are all 30", () => expect(vectors).toHaveLength(30));
});

const headers: SignedHeaders = {
  accessId: "id",
  channel: "4",
  platform: "2",
  UTCTimestamp: "1",
  nonce: "100000",
  version: "1.0.0",
};

describe("verifySignature", () => {
  const request = { domain: "127.0.0.1:8787", path: "/p", headers, accessKey: "k" };

  it("accepts the signature of signRequest for any body", () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyJson), (body) => {
        const signed = { ...request, bodyText: JSON.stringify(body) };
        expect(verifySignature({ ...signed, signature: signRequest(signed) })).toBe(true);
      }),
    );
  });

  it.each(["", "[]", "1", "{", '{"a":"\\ud800"}'])("refuses the body %s without throwing", (bodyText) => {
    expect(verifySignature({ ...request, bodyText, signature: "x" })).toBe(false);
  });

  it.each(Object.keys(headers))("refuses a request without %s", (name) => {
    const signed = { ...request, bodyText: "{}" };
    const signature = signRequest(signed);
    const rest = Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name));
    expect(verifySignature({ ...signed, headers: rest, signature })).toBe(false);
  });
});
