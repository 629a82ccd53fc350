import { expect, it } from "vitest";
import { testFarm } from "../../../mocks/farm/test-farm";
import { mergePoll } from "../../mirror/merge-poll";
import { emptyHistory } from "../../mirror/task-history";
import { checkPage } from "../../protocol/wire/page";
import { labelUse } from "./label-use";

it("counts each top-level task once by its label, and none without a label", () => {
  const request = { pageNum: 1, pageSize: 100 };
  const page = checkPage(testFarm({ tasks: 40 }).read("getTaskList", request), request);
  const use = labelUse(mergePoll(emptyHistory, [{ ...request, page, requestedMs: 0 }], []));
  const labelled = page.rows.filter((task) => task.projectName !== "");
  expect(labelled.length).toBeGreaterThan(3);
  expect([...use.values()].reduce((sum, count) => sum + count, 0)).toBe(labelled.length);
  const [first] = labelled;
  expect(use.get(first?.projectName ?? "")).toBe(
    labelled.filter((task) => task.projectName === first?.projectName).length,
  );
  expect(use.has("")).toBe(false);
});
