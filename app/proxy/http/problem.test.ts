import { describe, expect, it } from "vitest";
import { Problem, toProblem } from "./problem";

describe("Problem", () => {
  it("is not-sent unless it says something else", () => {
    expect(new Problem("read-only").toJSON()).toEqual({
      type: "urn:renderdeck:problem:read-only",
      title: "This server is read-only",
      status: 403,
      certainty: "not-sent",
    });
  });

  it("adds its members to the response body", () => {
    const problem = new Problem("upstream-timeout", { operation: "stopTask", certainty: "unknown", detail: "late" });
    expect(problem.toJSON()).toMatchObject({
      status: 504,
      operation: "stopTask",
      certainty: "unknown",
      detail: "late",
    });
    expect(problem.status).toBe(504);
  });

  it("has the detail, else the title as its error message", () => {
    expect(new Problem("read-only", { detail: "why" }).message).toBe("why");
    expect(new Problem("read-only").message).toBe("This server is read-only");
  });
});

describe("toProblem", () => {
  it("returns a Problem unchanged", () => {
    const problem = new Problem("read-only");
    expect(toProblem(problem, "unknown")).toBe(problem);
  });

  it("makes every other error an internal problem with the given certainty", () => {
    expect(toProblem(new Error("x")).toJSON()).toMatchObject({ status: 500, certainty: "not-sent" });
    expect(toProblem("x", "unknown").toJSON()).toMatchObject({ status: 500, certainty: "unknown" });
  });
});
