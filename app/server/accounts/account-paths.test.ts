import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { destinationOf } from "./account-paths";

const names = ["cn", "fox"];

const pieces = [
  "/",
  "\\",
  "accounts",
  "cn",
  "fox",
  "evil.example",
  "http:",
  "@",
  "?",
  "#",
  "..",
  "%2f",
  ":",
  "\t",
  "a",
];
const address = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(""));

describe("destinationOf", () => {
  it.each([
    ["/accounts/fox/tasks?q=a", { kind: "account", name: "fox", url: "/tasks?q=a" }],
    ["/accounts/fox/api/live/tasks", { kind: "account", name: "fox", url: "/api/live/tasks" }],
    ["/accounts/fox/", { kind: "account", name: "fox", url: "/" }],
    ["/accounts/fox", { kind: "redirect", url: "/accounts/fox/" }],
    ["/accounts/fox?q=a", { kind: "redirect", url: "/accounts/fox/?q=a" }],
    ["/", { kind: "redirect", url: "/accounts/cn/" }],
    ["/tasks/12?status=failed", { kind: "redirect", url: "/accounts/cn/tasks/12?status=failed" }],
    ["/assets/index-x.js", { kind: "file" }],
    ["/icon.svg", { kind: "file" }],
    ["/healthz", { kind: "health" }],
    ["/accounts/gpu/tasks", { kind: "unknown" }],
    ["/accounts/toString/tasks", { kind: "unknown" }],
    ["/accounts/", { kind: "unknown" }],
    ["/api/render/task/stopTask", { kind: "unknown" }],
    ["//evil.example", { kind: "unknown" }],
    ["http://evil.example/", { kind: "unknown" }],
  ])("leads %s to %o", (url, destination) => expect(destinationOf(url, names)).toEqual(destination));

  it("never redirects to another host, and a redirect leads to an account", () => {
    fc.assert(
      fc.property(address, (url) => {
        const to = destinationOf(url, names);
        if (to.kind !== "redirect") return;
        expect(new URL(to.url, "http://here.example").host).toBe("here.example");
        expect(to.url).toMatch(/^\/accounts\/(cn|fox)\//);
      }),
    );
  });
});
