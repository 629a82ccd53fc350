import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAYA, type RenderEnvironment, toEnvironmentRequest } from "../../protocol/environments/environment";
import { renderEnvRequestSchema } from "../../protocol/environments/environment-requests";
import { NAME_MAX_LENGTH } from "../../protocol/limits";
import { changeKind, contentDifferences, differences, versionText } from "../compare/environment-diff";
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
  it("are refused when empty, too long or taken, and accepted otherwise", () => {
    const taken = new Set(["室内", "a b"]);
    expect(checkName(" \t", taken)?.code).toBe("nameRequired");
    expect(checkName("x".repeat(NAME_MAX_LENGTH + 1), taken)?.code).toBe("nameTooLong");
    expect(checkName(" 室内 ", taken)?.code).toBe("nameTaken");
    for (const name of ["室内 2", "“it's” & <b>", "名".repeat(NAME_MAX_LENGTH), "A B"])
      expect(checkName(name, taken)).toBeNull();
  });

  it("have a free variant for a copy that the farm accepts", () => {
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
  it("has a problem for everything that the farm would refuse", () => {
    expect(codes({})).toEqual([]);
    expect(codes({}, max)).toEqual(["noLinux"]);
    expect(codes({ system: null })).toEqual(["systemRequired"]);
    expect(codes({ cgVersion: "" })).toEqual(["versionRequired"]);
    expect(codes({ cgVersion: "1.0" })).toEqual(["versionNotOffered"]);
    expect(codes({ cgVersion: "2022" })).toEqual(["pluginNotOffered", "pluginNotOffered"]);
    expect(codes({ plugins: [mtoa4, mtoa4b] })).toEqual(["pluginTwice"]);
  });

  it("keeps the plug-ins that another version offers too, and lists the dropped ones", () => {
    const { draft, dropped } = withVersion(base, maya2022);
    expect(draft).toEqual({ ...base, cgVersion: "2022", plugins: [yetiIn2022] });
    expect(dropped).toEqual([mtoa4]);
    expect(checkContent(draft, versions, maya)).toEqual([]);
  });

  it("has at most one version of a plug-in after any picks", () => {
    const choices = maya2020.plugins.flatMap(({ name, versions: all }) =>
      [null, ...all].map((choice) => ({ name, choice })),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...choices)), (picks) => {
        const draft = picks.reduce((current, { name, choice }) => withPlugin(current, name, choice), base);
        expect(checkContent(draft, versions, maya)).toEqual([]);
        for (const { name } of maya2020.plugins) {
          const last = picks.findLast((pick) => pick.name === name);
          const expected = last ? last.choice : (base.plugins.find(({ pluginName }) => pluginName === name) ?? null);
          expect(draft.plugins.find(({ pluginName }) => pluginName === name) ?? null).toEqual(expected);
        }
      }),
    );
  });

  it("starts with the newest version and is valid except for the name", () => {
    expect(checkContent(blankEnvironment(maya, versions), versions, maya)).toEqual([]);
    expect(blankEnvironment(max, versions)).toMatchObject({ cgVersion: "2022", system: "windows", name: "" });
  });

  it("is encoded as the specification says", () => {
    const request = toEnvironmentRequest({ ...base, layerType: 1 });
    expect(renderEnvRequestSchema.parse(request)).toEqual(request);
    expect(request).toMatchObject({ renderSystem: "0", renderLayerType: 1, pluginIds: [1, 3], editName: "studio" });
    expect(toEnvironmentRequest({ ...base, cgId: 2001, layerType: 1, system: "windows" })).toMatchObject({
      renderSystem: "1",
      renderLayerType: 0,
    });
  });
});

const kindsOf = (...states: Parameters<typeof differences>) => differences(...states).map(changeKind);

describe("differences", () => {
  it("lists changed fields and plug-ins only", () => {
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

  it("says whether a field or plug-in was added, removed or changed; of a deletion all are removed", () => {
    expect(kindsOf(base, { ...base, plugins: [mtoa4b, plugin(9, "wobble", "1")] })).toEqual([
      "changed",
      "added",
      "removed",
    ]);
    expect(new Set(kindsOf(base, null))).toEqual(new Set(["removed"]));
    expect(new Set(kindsOf(null, base))).toEqual(new Set(["added"]));
    expect(differences(null, null)).toEqual([]);
  });

  it("omits the repeated name from a version", () => {
    expect(versionText({ pluginId: 1, pluginName: "V-Ray", pluginVersion: "v-ray 5.0" })).toBe("5.0");
    expect(versionText({ pluginId: 1, pluginName: "vray", pluginVersion: "vrayformaya 5.0" })).toBe("vrayformaya 5.0");
  });

  it("matches search terms in name, version, system and plug-ins", () => {
    expect(matches(base, "STUDIO mtoa 4.0.3 linux")).toBe(true);
    expect(matches(base, "studio corona")).toBe(false);
    expect(matches(base, "ＳＴＵＤＩＯ　ｍｔｏａ")).toBe(true);
    expect(matches({ ...base, name: "cafe\u0301" }, "CAF\u00c9")).toBe(true);
  });
});

const entriesOf = (environments: readonly RenderEnvironment[]) => {
  const entries = readFile(writeFile(environments));
  if (typeof entries === "string") throw new Error(entries);
  return entries;
};

describe("files", () => {
  const farm = { software: [maya], catalogues: new Map([[MAYA, versions]]), environments: [base] };
  const plan = (entries: readonly (FileEntry | null)[]) => planImport(entries, farm);

  it("plans no change for a file that was just exported", () => {
    expect(plan(entriesOf([base]))).toEqual([expect.objectContaining({ entry: 1, kind: "same" })]);
  });

  it("identifies plug-ins by name and version, not by the id in the file", () => {
    const [step] = plan(entriesOf([{ ...base, name: "new", plugins: [{ ...mtoa4, pluginId: 777 }] }]));
    expect(step).toMatchObject({ kind: "add", environment: { plugins: [mtoa4], isDefault: false } });
    const [wrong] = plan(entriesOf([{ ...base, name: "new", plugins: [{ ...mtoa4, pluginVersion: "mtoa 9" }] }]));
    expect(wrong).toMatchObject({ kind: "invalid", problems: [{ code: "pluginNotOffered", plugin: "mtoa" }] });
    expect(findOffered(maya2022, mtoa4)).toBeUndefined();
  });

  it("plans a step for each entry", () => {
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

  it("refuses files of another kind without an exception", () => {
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
  it("accepts any input and keeps the valid parameters", () => {
    const url = { software: "2001", env: "a b", act: "copy", with: "", versions: "3-12", version: "4", q: "x" };
    expect(readEnvironmentSearch(url)).toEqual({ ...url, software: 2001, version: 4 });
    expect(readEnvironmentSearch({ versions: "open" }).versions).toBe("open");
    for (const text of ["3", "3-", "0-1", "open-1", "1-2-3"])
      expect(readEnvironmentSearch({ versions: text }).versions).toBe("");
    const empty = { software: undefined, env: "", act: "", with: "", versions: "", version: undefined, q: "" };
    expect(readEnvironmentSearch({ software: "", env: ["a"], act: "drop", with: {}, q: null })).toEqual(empty);
    expect(readEnvironmentSearch({ env: 2020 }).env).toBe("2020");
  });

  it("tells which views share a form", () => {
    const view = readEnvironmentSearch({ software: "1", env: "a" });
    expect(sameForm(view, { ...view, with: "b", q: "c" })).toBe(true);
    expect(sameForm(view, { ...view, versions: "open" })).toBe(true);
    expect(sameForm(view, { ...view, act: "copy" })).toBe(false);
    expect(sameForm(view, { ...view, version: 1 })).toBe(false);
  });
});
