import type { AbstractIntlMessages } from "use-intl";
import { beforeEach, describe, expect, it } from "vitest";
import { loadCatalogue, mergeMessages, readCatalogue, withMessages } from "./messages";

/** A message of the loaded catalogue; undefined if its part is not loaded. */
const message = (...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (tree, key) => (typeof tree === "object" && tree !== null ? Reflect.get(tree, key) : undefined),
    readCatalogue()?.messages,
  );

it("merges trees, and replaces a compiled message, which is an array", () => {
  const before: AbstractIntlMessages = JSON.parse('{"task": {"title": "Tasks", "open": ["Open ", ["count"]]}}');
  const part: AbstractIntlMessages = JSON.parse('{"task": {"open": ["Open ", ["count"]], "close": "Close"}}');
  const merged = { task: { title: "Tasks", open: ["Open ", ["count"]], close: "Close" } };
  expect(mergeMessages(before, part)).toEqual(merged);
});

describe("withMessages", () => {
  beforeEach(async () => {
    await loadCatalogue("en");
  });

  it("adds a part below a name that another part has too, and keeps both", async () => {
    expect(message("task", "title")).toBe("Tasks");
    await withMessages("dialogs", Promise.resolve(null));
    expect(message("task", "title")).toBe("Tasks");
    expect(message("task", "new", "title")).toBe("New task");
  });

  it("adds several parts, and a change of language loads them all", async () => {
    await withMessages(["settings", "current"], Promise.resolve(null));
    expect(message("settings")).toBeDefined();
    await loadCatalogue("zh");
    expect(message("task", "title")).toBe("任务");
    expect(message("settings")).toBeDefined();
    expect(message("current")).toBeDefined();
  });
});
