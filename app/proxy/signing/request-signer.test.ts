import { describe, expect, it } from "vitest";
import { createRequestSigner } from "./request-signer";
import { Secret } from "./secret";
import { verifySignature } from "./sign";
import { parseWireObject } from "./wire-json";

const account = {
  domain: "Farm.example:8443",
  accessId: "id",
  accessKey: new Secret("key"),
  channel: "4",
  platform: "2",
  version: "2.0.0",
};

/** Names and values in turn, as an object. */
const headersOf = (list: readonly string[]) =>
  Object.fromEntries(list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? ""] as const] : [])));

describe("createRequestSigner", () => {
  const bodyText = '{"taskIds":[1]}';

  it("returns a valid signature with all headers of the request", () => {
    const sign = createRequestSigner(account, { now: () => 1_793_491_200_999 });
    const headers = headersOf(sign("/path", parseWireObject(bodyText), ["languageFlag", "1"]));
    expect(headers).toEqual({
      host: "Farm.example:8443",
      signature: expect.any(String),
      "content-type": "application/json",
      "accept-encoding": "gzip",
      languageFlag: "1",
      accessId: "id",
      channel: "4",
      platform: "2",
      UTCTimestamp: "1793491200",
      nonce: expect.stringMatching(/^\d{6}$/),
      version: "2.0.0",
    });
    const received = { domain: account.domain, path: "/path", headers, bodyText, accessKey: "key" };
    expect(verifySignature({ ...received, signature: headers["signature"] ?? "" })).toBe(true);
  });

  it("uses a new nonce for each request", () => {
    const sign = createRequestSigner(account, { now: () => 0 });
    const [first, second] = [1, 2].map(() => headersOf(sign("/path", parseWireObject(bodyText), []))["nonce"]);
    expect(first).not.toBe(second);
  });
});
