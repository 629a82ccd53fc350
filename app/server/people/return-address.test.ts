import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { returnAddress } from "./return-address";

describe("returnAddress", () => {
  it.each(["/", "/tasks?q=a%20b#row", "/accounts/cn/frames?task=1", "/api/signed-in"])("keeps %s", (address) => {
    expect(returnAddress(address)).toBe(address);
  });

  it.each([
    undefined,
    "",
    "tasks",
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/a\\..\\..//evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/api/sign-in",
    "/api/sign-out",
    "javascript:alert(1)",
  ])("does not lead to %j", (address) => {
    expect(returnAddress(address)).toBe("/");
  });

  it("leads to this server whatever the text", () => {
    const parts = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      ":",
      "@",
      "evil.example",
      "?",
      "#",
      "%2f",
      "\t",
      "\n",
      "a",
      "https:",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((list) => list.join("")),
        ),
        (text) => {
          const here = "https://render.example.com";
          expect(new URL(returnAddress(text), `${here}/api/sign-in`).origin).toBe(here);
        },
      ),
    );
  });
});
