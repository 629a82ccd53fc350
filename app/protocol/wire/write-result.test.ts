import { expect, it } from "vitest";
import { SUCCESS } from "./envelope";
import { certaintyOf } from "./refusals";
import { isWriteOutcome, outcomeOfCode, writeOutcomes } from "./write-result";

it("a write is accepted with the code of success, and refused with a code that changes nothing", () => {
  expect([outcomeOfCode(SUCCESS), outcomeOfCode(403), outcomeOfCode(404)]).toEqual(["accepted", "refused", "refused"]);
});

it("a write is unknown with a code that does not say whether it was done", () => {
  const codes = Array.from({ length: 1000 }, (_, code) => code).filter((code) => code !== SUCCESS);
  const unknown = codes.filter((code) => certaintyOf(code) === "unknown");
  expect(unknown.length).toBeGreaterThan(0);
  expect(codes.filter((code) => outcomeOfCode(code) === "unknown")).toEqual(unknown);
});

it("no other text is an outcome", () => {
  expect(["accepted", "refused", "unknown", "not-sent", "", "done"].filter(isWriteOutcome)).toEqual(writeOutcomes);
});
