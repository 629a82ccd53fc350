import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAYA, type RenderEnvironment, toRequest } from "../../protocol/environments/environment";
import { renderEnvRequest } from "../../protocol/environments/environment-requests";
import { NAME_MAX_LENGTH } from "../../protocol/limits";
import { contentDifferences, differences, versionText } from "../compare/environment-diff";
import { readEnvironmentSearch, sameForm } from "../environment-search";
import { type FileEntry, planImport, readFile, writeFile } from "../import/environment-file";
import {
  blankEnvironment,
  checkContent,
  checkName,
  findOffered,
  freeName,
  matches,
  withPlugin,
  withVersion,
} from "./environment-rules";

const plugin = (pluginId: number, pluginName: string, version: string) => ({
  pluginId,
  pluginName,
  pluginVersion: `${pluginName} ${version}`,
});
const mtoa4 = plugin(1, "mtoa", "4.0.3");
const mtoa4b = plugin(2, "mtoa", "4.0.4");
const yeti = plugin(3, "yeti", "3.6.2");
const yetiIn2022 = plugin(13, "yeti", "3.6.2");
const maya2020 = {
  version: "2020",
  cgName: "Maya",
  plugins: [
    { name: "mtoa", versions: [mtoa4, mtoa4b] },
    { name: "yeti", versions: [yeti] },
  ],
};
const maya2022 = { version: "2022", cgName: "Maya", plugins: [{ name: "yeti", versions: [yetiIn2022] }] };
const versions = [maya2022, maya2020];
const maya = {
  cgId: MAYA,
  cgName: "Maya",
  cgType: "ma;mb",
  iconPath: "",
  isNeedProjectPath: 3,
  isNeedAnalyse: 1,
  isSupportLinux: true,
};
const max = { ...maya, cgId: 2001, cgName: "3ds Max", isSupportLinux: false };
const base: RenderEnvironment = {
  name: "studio",
  cgId: MAYA,
  cgName: "Maya",
  cgVersion: "2020",
  system: "linux",
  layerType: 0,
  isDefault: false,
  plugins: [mtoa4, yeti],
};

describe("names", () => {
  it("refuses empty, over-long and taken ones, and takes everything else", () => {
    const taken = new Set(["室内", "a b"]);
    expect(checkName(" \t", taken)?.code).toBe("nameRequired");
    expect(checkName("x".repeat(NAME_MAX_LENGTH + 1), taken)?.code).toBe("nameTooLong");
    expect(checkName(" 室内 ", taken)?.code).toBe("nameTaken");
    for (const name of ["室内 2", "“it's” & <b>", "名".repeat(NAME_MAX_LENGTH), "A B"])
      expect(checkName(name, taken)).toBeNull();
  });

  it("finds a free name for a copy that the farm would take", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 220 }), fc.integer({ min: 0, max: 12 }), (name, copies) => {
        const taken = new Set([name]);
        for (let made = 0; made < copies; made += 1) taken.add(freeName(name, "copy", taken));
        expect(taken.size).toBe(copies + 1);
        const free = freeName(name, "副本", taken);
        expect(checkName(free, taken)).toBeNull();
        expect(free.length).toBeLessThanOrEqual(NAME_MAX_LENGTH);
      }),
    );
  });
});

const codes = (change: Partial<RenderEnvironment>, software = maya) =>
  checkContent({ ...base, ...change }, versions, software).map(({ code }) => code);

describe("content", () => {
  it("knows what the farm would refuse", () => {
    expect(codes({})).toEqual([]);
    expect(codes({}, max)).toEqual(["noLinux"]);
    expect(codes({ system: null })).toEqual(["systemRequired"]);
    expect(codes({ cgVersion: "" })).toEqual(["versionRequired"]);
    expect(codes({ cgVersion: "1.0" })).toEqual(["versionNotOffered"]);
    expect(codes({ cgVersion: "2022" })).toEqual(["pluginNotOffered", "pluginNotOffered"]);
    expect(codes({ plugins: [mtoa4, mtoa4b] })).toEqual(["pluginTwice"]);
  });

  it("carries plug-ins over to another version where it has the same, and names those it has not", () => {
    const { draft, dropped } = withVersion(base, maya2022);
    expect(draft).toEqual({ ...base, cgVersion: "2022", plugins: [yetiIn2022] });
    expect(dropped).toEqual([mtoa4]);
    expect(checkContent(draft, versions, maya)).toEqual([]);
  });

  it("keeps one version of a plug-in, whatever is picked in whatever order", () => {
    const choices = maya2020.plugins.flatMap(({ name, versions: all }) =>
      [null, ...all].map((choice) => ({ name, choice })),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...choices)), (picks) => {
        const draft = picks.reduce((so, { name, choice }) => withPlugin(so, name, choice), base);
        expect(checkContent(draft, versions, maya)).toEqual([]);
        for (const { name } of maya2020.plugins) {
          const last = picks.findLast((pick) => pick.name === name);
          const expected = last ? last.choice : (base.plugins.find(({ pluginName }) => pluginName === name) ?? null);
          expect(draft.plugins.find(({ pluginName }) => pluginName === name) ?? null).toEqual(expected);
        }
      }),
    );
  });

  it("begins a new one with the newest version, in a state that only lacks its name", () => {
    expect(checkContent(blankEnvironment(maya, versions), versions, maya)).toEqual([]);
    expect(blankEnvironment(max, versions)).toMatchObject({ cgVersion: "2022", system: "windows", name: "" });
  });

  it("goes out as the specification says", () => {
    const request = toRequest({ ...base, layerType: 1 });
    expect(renderEnvRequest.parse(request)).toEqual(request);
    expect(request).toMatchObject({ renderSystem: "0", renderLayerType: 1, pluginIds: [1, 3], editName: "studio" });
    expect(toRequest({ ...base, cgId: 2001, layerType: 1, system: "windows" })).toMatchObject({
      renderSystem: "1",
      renderLayerType: 0,
    });
  });
});

describe("differences", () => {
  it("names fields and plug-ins, and nothing that is equal", () => {
    expect(differences(base, { ...base, name: "other", plugins: [yeti, mtoa4] })).toEqual([]);
    const other = { ...base, cgVersion: "2022", isDefault: true, plugins: [mtoa4b, plugin(9, "wobble", "1")] };
    expect(differences(base, other)).toEqual([
      { kind: "field", name: "version", before: "2020", after: "2022" },
      { kind: "field", name: "default", before: "no", after: "yes" },
      { kind: "plugin", name: "mtoa", before: "4.0.3", after: "4.0.4" },
      { kind: "plugin", name: "wobble", before: "", after: "1" },
      { kind: "plugin", name: "yeti", before: "3.6.2", after: "" },
    ]);
    expect(contentDifferences(base, { ...base, isDefault: true })).toEqual([]);
  });

  it("takes the repeated name off a version", () => {
    expect(versionText({ pluginId: 1, pluginName: "V-Ray", pluginVersion: "v-ray 5.0" })).toBe("5.0");
    expect(versionText({ pluginId: 1, pluginName: "vray", pluginVersion: "vrayformaya 5.0" })).toBe("vrayformaya 5.0");
  });

  it("finds words in name, version and plug-ins", () => {
    expect(matches(base, "STUDIO mtoa 4.0.3 linux")).toBe(true);
    expect(matches(base, "studio corona")).toBe(false);
  });
});

const entriesOf = (environments: readonly RenderEnvironment[]) => {
  const read = readFile(writeFile(environments));
  if (typeof read === "string") throw new Error(read);
  return read;
};

describe("files", () => {
  const known = { software: [maya], catalogues: new Map([[MAYA, versions]]), environments: [base] };
  const plan = (entries: readonly (FileEntry | null)[]) => planImport(entries, known);

  it("reads back what it wrote: nothing would be done", () => {
    expect(plan(entriesOf([base]))).toEqual([expect.objectContaining({ entry: 1, kind: "same" })]);
  });

  it("takes plug-ins by name and version, whatever their id in the file", () => {
    const [step] = plan(entriesOf([{ ...base, name: "new", plugins: [{ ...mtoa4, pluginId: 777 }] }]));
    expect(step).toMatchObject({ kind: "add", environment: { plugins: [mtoa4], isDefault: false } });
    const [wrong] = plan(entriesOf([{ ...base, name: "new", plugins: [{ ...mtoa4, pluginVersion: "mtoa 9" }] }]));
    expect(wrong).toMatchObject({ kind: "invalid", problems: [{ code: "pluginNotOffered", plugin: "mtoa" }] });
    expect(findOffered(maya2022, mtoa4)).toBeUndefined();
  });

  it("says what each entry comes to", () => {
    const steps = plan([
      ...entriesOf([
        { ...base, name: "fresh" },
        { ...base, name: "fresh " },
        { ...base, cgVersion: "1999", name: "old" },
        { ...base, layerType: 1 },
        { ...base, cgId: 9999 },
      ]),
      null,
    ]);
    expect(steps.map(({ kind }) => kind)).toEqual([
      "add",
      "invalid",
      "invalid",
      "replace",
      "unknownSoftware",
      "unreadable",
    ]);
  });

  it("never throws at a file that is something else", () => {
    expect(readFile("[")).toBe("not-json");
    expect(readFile('{"environments":[]}')).toBe("not-ours");
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify({ format: "renderdeck-environments", version: 1, environments: [value] });
        expect(readFile(text)).toEqual([null]);
      }),
    );
  });
});

describe("the URL", () => {
  it("reads anything, keeps what it knows", () => {
    expect(readEnvironmentSearch({ software: "2001", env: "a b", act: "copy", with: "", q: "x" })).toEqual({
      software: 2001,
      env: "a b",
      act: "copy",
      with: "",
      q: "x",
    });
    const empty = { software: undefined, env: "", act: "", with: "", q: "" };
    expect(readEnvironmentSearch({ software: "", env: ["a"], act: "drop", with: {}, q: null })).toEqual(empty);
    expect(readEnvironmentSearch({ env: 2020 }).env).toBe("2020");
  });

  it("knows which views share a form", () => {
    const view = readEnvironmentSearch({ software: "1", env: "a" });
    expect(sameForm(view, { ...view, with: "b", q: "c" })).toBe(true);
    expect(sameForm(view, { ...view, act: "copy" })).toBe(false);
  });
});
