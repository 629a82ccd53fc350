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

describe("folders of the output", () => {
  it("lead from the root to the one that is shown", () => {
    expect(crumbsOf("/")).toEqual([]);
    expect(crumbsOf("/18_a/beauty")).toEqual([
      { name: "18_a", path: "/18_a" },
      { name: "beauty", path: "/18_a/beauty" },
    ]);
  });

  it("end in the path they were made from", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[\w .-]+$/), { minLength: 1 }), (names) => {
        expect(crumbsOf(`/${names.join("/")}`).at(-1)?.path).toBe(`/${names.join("/")}`);
      }),
    );
  });

  it("are told by the files in them", () => {
    expect(folderOf([file("/18_a/beauty/x.exr")])).toBe("/18_a/beauty");
    expect(folderOf([file("/18_a", true)])).toBe("/");
    expect(folderOf([])).toBeNull();
  });

  it("stand before the files, each in the order a person counts", () => {
    const files = [file("/s_10.exr"), file("/s_2.exr"), file("/z", true), file("/b", true)];
    expect(sortFiles(files, "en").map(({ name }) => name)).toEqual(["b", "z", "s_2.exr", "s_10.exr"]);
  });
});
