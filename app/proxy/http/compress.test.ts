import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { compress, createSharedCompression, pickEncoding } from "./compress";

it.each([
  ["br, gzip", 1024, "br"],
  ["gzip", 1024, "gzip"],
  ["deflate", 1024, "identity"],
  ["", 1024, "identity"],
  ["br, gzip", 1023, "identity"],
])("a client that accepts %j gets %i bytes as %s", (accepted, bytes, encoding) => {
  expect(pickEncoding(accepted, bytes)).toBe(encoding);
});

it("a body is the same after each coding, and smaller", async () => {
  const body = "衣帽间 ".repeat(500);
  const [plain, br, gzip] = await Promise.all(
    (["identity", "br", "gzip"] as const).map((name) => compress(body, name)),
  );
  expect(plain?.toString()).toBe(body);
  expect(brotliDecompressSync(br ?? "").toString()).toBe(body);
  expect(gunzipSync(gzip ?? "").toString()).toBe(body);
  expect([br, gzip].every((bytes) => bytes && bytes.length < 200)).toBe(true);
});

it("an answer that many clients share is compressed once for each coding", async () => {
  const compressOnce = createSharedCompression();
  const answer = { body: "衣帽间".repeat(500) };
  const twice = [compressOnce(answer, "br"), compressOnce(answer, "br")];
  expect(twice[1]).toBe(twice[0]);
  expect(gunzipSync(await compressOnce(answer, "gzip")).toString()).toBe(answer.body);
  expect(brotliDecompressSync((await twice[0]) ?? "").toString()).toBe(answer.body);
});
