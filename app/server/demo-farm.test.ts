import { afterEach, describe, expect, it } from "vitest";
import { Secret } from "../proxy/signing/secret";
import { createForwarder } from "../proxy/upstream/forwarder";
import { type DemoFarm, startDemoFarm } from "./demo-farm";

let farm: DemoFarm | undefined;
afterEach(() => farm?.close());

describe("the demo farm", () => {
  it("accepts requests signed with its random credentials and refuses others", async () => {
    farm = await startDemoFarm({ RENDERDECK_DEMO_TASKS: "3", RENDERDECK_DEMO_FRAMES: "0" });
    const own = createForwarder(farm.upstream);
    const other = createForwarder({ ...farm.upstream, accessKey: new Secret("guess") });
    expect(await own.forward("queryTaskInfo", { taskIds: [18278] })).toMatchObject({ code: 200 });
    expect(await own.forward("stopTask", { taskParam: [18278] })).toMatchObject({ code: expect.any(Number) });
    expect(await other.forward("queryTaskInfo", { taskIds: [18278] })).toMatchObject({ code: 611 });
    await Promise.all([own.close(), other.close()]);
  });

  it("supports the current dialect", async () => {
    farm = await startDemoFarm({ RENDERDECK_DEMO_TASKS: "3", RENDERDECK_DEMO_FRAMES: "0" }, "current");
    const own = createForwarder(farm.upstream);
    expect(await own.forward("queryTaskInfo", { taskIds: [18278] })).toMatchObject({ code: 200 });
    expect(await own.forward("taskRecord", { pageNum: 1, pageSize: 10 })).toMatchObject({ code: 200 });
    await own.close();
  });

  it("accepts a request after a clock that is an hour late is corrected", async () => {
    farm = await startDemoFarm({ RENDERDECK_DEMO_TASKS: "3" });
    const late = createForwarder(farm.upstream, { localNow: () => Date.now() - 3_600_000 });
    expect(await late.forward("addLabel", { newName: "once", status: 1 })).toMatchObject({ code: 200 });
    expect(await late.forward("addLabel", { newName: "once", status: 1 })).toMatchObject({ code: 503 });
    await late.close();
  });

  it("carries writes out later where the variable says so", async () => {
    farm = await startDemoFarm({ RENDERDECK_DEMO_TASKS: "3", RENDERDECK_DEMO_EFFECT_DELAY: "900" });
    const forwarder = createForwarder(farm.upstream);
    const add = () => forwarder.forward("addLabel", { newName: "later", status: 1 });
    expect(await add()).toMatchObject({ code: 200 });
    // Carried out at once, the second one would be refused because the name is taken.
    expect(await add()).toMatchObject({ code: 200 });
    const { body } = await forwarder.forward("getLabelList", {});
    expect(body).not.toContain("later");
    await forwarder.close();
  });

  it("names the variables that are not integers", async () => {
    const env = { RENDERDECK_DEMO_TASKS: "many", RENDERDECK_DEMO_FRAMES: "1.5", RENDERDECK_DEMO_SEED: "1000000" };
    await expect(startDemoFarm(env)).rejects.toThrow(
      [
        "RENDERDECK_DEMO_TASKS must be a whole number up to 999999, e.g. 200",
        "  - RENDERDECK_DEMO_FRAMES must be a whole number up to 999999, e.g. 2000",
        "  - RENDERDECK_DEMO_SEED must be a whole number up to 999999, e.g. 1",
      ].join("\n"),
    );
  });

  it("has about as many tasks as the variable says", async () => {
    farm = await startDemoFarm({ RENDERDECK_DEMO_TASKS: " 3 ", RENDERDECK_DEMO_FRAMES: "" });
    const forwarder = createForwarder(farm.upstream);
    const { body } = await forwarder.forward("getTaskList", { pageNum: 1, pageSize: 100 });
    await forwarder.close();
    // Some jobs of the demo farm exist in every history; without the variable there are 200.
    expect(JSON.parse(body).data.total).toBeLessThan(10);
  });
});
