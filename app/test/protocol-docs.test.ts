import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { protocolDocs } from "../../e2e/tools/protocol-docs";

it("docs/protocol.md equals the output of `npm run docs`", () => {
  expect(readFileSync(new URL("../../docs/protocol.md", import.meta.url), "utf8")).toBe(protocolDocs());
});
