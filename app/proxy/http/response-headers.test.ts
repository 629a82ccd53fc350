import { describe, expect, it } from "vitest";
import { Problem } from "./problem";
import { createResponseHeaders, headerList } from "./response-headers";

const headers = createResponseHeaders({ publicOrigins: [] });

const common = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
};
const json = {
  ...common,
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "content-type": "application/json",
  "cache-control": "no-store",
};

describe("createResponseHeaders", () => {
  it("sets the headers of JSON responses and problems", () => {
    expect(headers.json).toEqual(json);
    expect(headers.problem(new Problem("internal"))).toEqual({ ...json, "content-type": "application/problem+json" });
  });

  it("names the client build in every answer to a call, and in no other", () => {
    const built = createResponseHeaders({ publicOrigins: [] }, "b1");
    expect(built.json).toEqual({ ...json, "x-renderdeck-build": "b1" });
    expect(built.problem(new Problem("internal"))).toMatchObject({ "x-renderdeck-build": "b1" });
    expect(built.asset).toEqual(headers.asset);
  });

  it("names the allowed method only in method-not-allowed", () => {
    expect(headers.problem(new Problem("method-not-allowed"))).toEqual({
      ...headers.problem(new Problem("internal")),
      allow: "POST",
    });
  });

  it("says when a request may be sent again", () => {
    expect(headers.problem(new Problem("busy", { retryAfterSeconds: 2 }))).toMatchObject({ "retry-after": "2" });
    expect(headers.problem(new Problem("busy"))).not.toHaveProperty("retry-after");
  });

  it("leaves the media type and caching of files to the static files", () => {
    expect(headers.asset).toEqual({ ...common, "content-security-policy": json["content-security-policy"] });
  });

  it("sets the headers of a document with its nonce", () => {
    expect(headers.document("NONCE")).toEqual({
      ...common,
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-NONCE'; img-src 'self' data:; " +
        "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'; report-uri /api/csp-report; report-to policy",
      "cross-origin-opener-policy": "same-origin",
      "reporting-endpoints": 'policy="/api/csp-report"',
      "permissions-policy":
        "screen-wake-lock=(self), fullscreen=(self), clipboard-write=(self), camera=(), microphone=(), " +
        "geolocation=(), payment=(), usb=(), serial=(), display-capture=()",
      "x-frame-options": "DENY",
    });
  });

  it.each([
    [["http://render.example.com"], undefined],
    [["http://a.example", "https://b.example"], "max-age=31536000; includeSubDomains"],
  ])("for the public origins %j, HSTS is %s", (publicOrigins, value) => {
    expect(createResponseHeaders({ publicOrigins }).json["strict-transport-security"]).toBe(value);
  });
});

describe("headerList", () => {
  it("lists names and values in turn", () => expect(headerList({ a: "1", b: "2" })).toEqual(["a", "1", "b", "2"]));
});
