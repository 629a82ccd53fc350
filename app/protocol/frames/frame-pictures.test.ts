import { describe, expect, it } from "vitest";
import { passesOf, picturePathsSchema } from "./frame-pictures";

describe("passesOf", () => {
  it.each<[readonly string[], readonly (string | null)[]]>([
    [["small_pic\\100000\\100001\\138\\Render_264_renderbus_0008[-]jpg.jpg"], [null]],
    [
      ["/mnt/a/shot_beauty_0087.exr.jpg", "/mnt/a/shot_depth_0087.exr.jpg"],
      ["beauty", "depth"],
    ],
    [
      ["a/shot.0001.exr.jpg", "a/shot_crypto.object.0001.exr.jpg"],
      [null, "crypto object"],
    ],
    [
      ["cam1\\shot_01.jpg", "cam2\\shot_01.jpg"],
      [null, null],
    ],
    [[], []],
  ])("names %j", (paths, passes) => expect(passesOf(paths)).toEqual(passes));
});

it.each([null, undefined, "small_pic", {}, 4, [null, 7, "", " "]])("reads no path in %j", (data) =>
  expect(picturePathsSchema.parse(data)).toEqual([]),
);

it("keeps the order of the paths and leaves out what is none", () =>
  expect(picturePathsSchema.parse(["b", null, "a"])).toEqual(["b", "a"]));
