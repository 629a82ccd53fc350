import { describe, expect, it } from "vitest";
import { makeNode, makeShell } from "../../test/make-task";
import { matchesText, prepareSearch, searchText } from "./task-search-text";

const shot = makeShell(
  {
    id: 4711,
    alias: "2W4711",
    sceneName: "Dragon_Élan.ma",
    projectName: "Alps",
    userName: "mei",
    producer: "Bo",
    tags: ["hero", "night"],
  },
  [{ id: 4712, layerName: "beauty", camera: "camRight" }],
);

describe("a search text", () => {
  it.each(["dragon", "4711", "2w4711", "alps", "MEI", "bo", "hero", "night", "élan", "beauty", "camright", "4712"])(
    "finds a task by %s",
    (text) => {
      expect(matchesText(text)(shot)).toBe(true);
    },
  );

  it("finds tasks that have every word, in any order", () => {
    expect(matchesText("  night dragon ")(shot)).toBe(true);
    expect(matchesText("night\tcat")(shot)).toBe(false);
    expect(matchesText("")(shot)).toBe(true);
  });

  it("does not find what two members make together", () => {
    expect(matchesText("meibo")(shot)).toBe(false);
    expect(matchesText("heronight")(shot)).toBe(false);
  });

  it("finds nothing in members that a task does not have", () => {
    const bare = makeNode({ id: 1, layerName: null, producer: null });
    for (const text of ["null", "undefined", "stryker"]) expect(matchesText(text)(bare)).toBe(false);
  });
});

it("the text of a task is computed once, also in advance", () => {
  const node = makeNode({ id: 1, sceneName: "before" });
  prepareSearch([node]);
  Object.assign(node.task, { sceneName: "after" });
  expect(searchText(node)).toContain("before");
});
