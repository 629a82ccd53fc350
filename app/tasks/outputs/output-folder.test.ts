import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OutputFile } from "../../protocol/tasks/output-file";
import { crumbsOf, folderOf, sortFiles } from "./output-folder";

const file = (path: string, isFolder = false): OutputFile => ({
  name: path.slice(path.lastIndexOf("/") + 1),
  path,
  isFolder,
  sizeBytes: isFolder ? null : 1,
  modifiedMs: null,
  type: null,
  inArrears: false,
});

describe("output folders", () => {
  it("lists the folders from the root to a path", () => {
    expect(crumbsOf("/")).toEqual([]);
    expect(crumbsOf("/18_a/beauty")).toEqual([
      { name: "18_a", path: "/18_a" },
      { name: "beauty", path: "/18_a/beauty" },
    ]);
  });

  it("ends in the given path", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[\w .-]+$/), { minLength: 1 }), (names) => {
        expect(crumbsOf(`/${names.join("/")}`).at(-1)?.path).toBe(`/${names.join("/")}`);
      }),
    );
  });

  it("is the parent of the files", () => {
    expect(folderOf([file("/18_a/beauty/x.exr")])).toBe("/18_a/beauty");
    expect(folderOf([file("/18_a", true)])).toBe("/");
    expect(folderOf([])).toBeNull();
  });

  it("come before files, each in numeric order", () => {
    const files = [file("/s_10.exr"), file("/s_2.exr"), file("/z", true), file("/b", true)];
    expect(sortFiles(files, "en").map(({ name }) => name)).toEqual(["b", "z", "s_2.exr", "s_10.exr"]);
  });
});
