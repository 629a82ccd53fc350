import { describe, expect, it } from "vitest";
import { capabilities } from "./capabilities";
import {
  currentOperationNames,
  endpoints,
  isCurrentOperation,
  isIn2018,
  loadResponse,
  operationAt,
  operationNames,
  operationNames2018,
} from "./endpoints";

describe("the endpoint table", () => {
  it("has the 28 operations of 2018 first, then those of the current dialect", () => {
    expect(operationNames2018).toHaveLength(28);
    expect(operationNames).toEqual([...operationNames2018, ...currentOperationNames]);
    expect(operationNames.filter(isCurrentOperation)).toEqual(currentOperationNames);
  });

  it("has one path per operation", () => {
    expect(new Set(operationNames.map((name) => endpoints[name].path)).size).toBe(operationNames.length);
  });

  it("has no operation whose response contains secrets", () => {
    const secret = /getConfig|UserKey|ServerInfo|ServerMsg/i;
    expect(operationNames.filter((name) => secret.test(name) || secret.test(endpoints[name].path))).toEqual([]);
  });

  it("has an existing capability in each row of the current dialect", () => {
    for (const name of currentOperationNames) expect(capabilities).toHaveProperty(endpoints[name].capability);
  });

  it.each(operationNames)("loads the response schema of %s", async (name) => {
    expect(await loadResponse(name)).toHaveProperty("safeParse");
  });
});

it("has one operation beside the 28 that 2018 has too", () => {
  expect(currentOperationNames.filter(isIn2018)).toEqual(["loadingFrameThumbnail"]);
});

describe("operationAt", () => {
  it.each(operationNames2018)("resolves %s in both dialects", (name) => {
    expect(operationAt(endpoints[name].path, "2018")).toBe(name);
    expect(operationAt(endpoints[name].path, "current")).toBe(name);
  });

  it.each(currentOperationNames)("resolves %s in the current dialect, and in 2018 if its documents have it", (name) => {
    expect(operationAt(endpoints[name].path, "2018")).toBe(isIn2018(name) ? name : undefined);
    expect(operationAt(endpoints[name].path, "current")).toBe(name);
  });

  it.each(["/api/render/task/nothing", "__proto__", ""])("resolves no operation at %j", (path) => {
    expect(operationAt(path, "current")).toBeUndefined();
  });
});
