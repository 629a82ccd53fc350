import { expect, it } from "vitest";
import { readRecordFilter } from "./record-filter";

it("the filters of a URL are those that the record has; others are dropped", () => {
  const filter = { origin: "farm", person: "", operation: "stopTask", outcome: "refused", target: "19088" } as const;
  expect(readRecordFilter({ section: "record", ...filter })).toEqual(filter);
  const none = { origin: "sky", operation: "rm", outcome: "fine", target: "1;2" };
  expect(Object.values(readRecordFilter(none)).filter((value) => value !== undefined)).toEqual([]);
});
