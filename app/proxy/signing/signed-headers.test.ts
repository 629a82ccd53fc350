import { expect, it } from "vitest";
import { readSignedHeaders, type SignedHeaders, signedHeaderNames } from "./signed-headers";

const headers: SignedHeaders = {
  accessId: "id",
  channel: "4",
  platform: "2",
  UTCTimestamp: "1",
  nonce: "100000",
  version: "1.0.0",
};

it("are read in any case, without other headers", () => {
  const received = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
  expect(readSignedHeaders({ ...received, host: "a" })).toEqual(headers);
});

it.each(signedHeaderNames)("are incomplete without %s", (name) => {
  expect(readSignedHeaders({ ...headers, [name]: undefined })).toBeUndefined();
});
