import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { testFarm } from "../../../mocks/farm/test-farm";
import { createFaults } from "../../../mocks/faults";
import { createHandlers } from "../../../mocks/msw";
import { CallError } from "../../protocol/wire/call-error";
import { callOperation } from "./call-operation";
import { refusedCapabilities } from "./refused-capabilities";

const { farm } = testFarm({ tasks: 2 });
const faults = createFaults();
const server = setupServer(...createHandlers({ farm, faults, dialect: "current" }));

beforeAll(() => {
  // The paths are relative to the page.
  vi.stubGlobal("location", new URL("http://localhost:3000/tasks"));
  server.listen({ onUnhandledRequest: "error" });
});
afterEach(() => {
  faults.clear();
  refusedCapabilities.set(new Map());
});
afterAll(() => {
  server.close();
  vi.unstubAllGlobals();
});

const refused = () => [...refusedCapabilities.get().keys()];

const record = () => callOperation("taskRecord", { pageNum: 1, pageSize: 10 });
const addTag = () => callOperation("addTaskLabel", { label: "hero", taskIds: [19088] });

describe("an operation of the current dialect", () => {
  it("returns data parsed with a schema that is loaded with the call", async () => {
    const { rows } = await callOperation("hardwareConfigList", { taskIds: [19088] });
    expect(rows.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect(refused()).toEqual([]);
  });

  it("returns null from a write", async () => {
    expect(await addTag()).toBeNull();
  });
});

describe("a capability is refused", () => {
  it.each([403, 602, 605])("when the account has no right to the operation (%i)", async (code) => {
    faults.set("addTaskLabel", { kind: "refuse", code });
    await expect(addTag()).rejects.toBeInstanceOf(CallError);
    expect([...refusedCapabilities.get()]).toMatchObject([["taskTags", { kind: "farm", code }]]);
  });

  it("when the farm lacks an operation whose request contains no task (404)", async () => {
    faults.set("taskRecord", { kind: "refuse", code: 404 });
    await expect(record()).rejects.toBeInstanceOf(CallError);
    expect(refused()).toEqual(["taskRecord"]);
  });
});

describe("a capability is not refused", () => {
  it("when the farm does not have the task (404)", async () => {
    faults.set("addTaskLabel", { kind: "refuse", code: 404 });
    await expect(addTag()).rejects.toBeInstanceOf(CallError);
    expect(refused()).toEqual([]);
  });

  it.each([100, 500, 600, 610])("when the farm refuses one request (%i)", async (code) => {
    faults.set("taskRecord", { kind: "refuse", code });
    await expect(record()).rejects.toBeInstanceOf(CallError);
    expect(refused()).toEqual([]);
  });

  it("when the farm does not respond", async () => {
    faults.set("taskRecord", { kind: "outage" });
    await expect(record()).rejects.toBeInstanceOf(CallError);
    expect(refused()).toEqual([]);
  });

  it.each([403, 404])("when an operation of 2018 is refused (%i), which has no capability", async (code) => {
    faults.set("queryUserSetting", { kind: "refuse", code });
    await expect(callOperation("queryUserSetting", {})).rejects.toBeInstanceOf(CallError);
    expect(refused()).toEqual([]);
  });
});
