import { afterEach, describe, expect, it } from "vitest";
import { type DemoFarm, startDemoFarm } from "./demo-farm";
import { Secret } from "./signing/secret";
import { createForwarder } from "./upstream/forwarder";

let farm: DemoFarm | undefined;
afterEach(() => farm?.close());

describe("the demo farm", () => {
  it("answers what is signed with its own random pair, and nothing else", async () => {
    farm = await startDemoFarm({ RENDERDECK_DEMO_TASKS: "3", RENDERDECK_DEMO_FRAMES: "0" });
    const own = createForwarder(farm.upstream);
    const other = createForwarder({ ...farm.upstream, accessKey: new Secret("guess") });
    expect(await own.forward("queryTaskInfo", { taskIds: [18278] })).toMatchObject({ code: 200 });
    expect(await own.forward("stopTask", { taskParam: [18278] })).toMatchObject({ code: expect.any(Number) });
    expect(await other.forward("queryTaskInfo", { taskIds: [18278] })).toMatchObject({ code: 611 });
    await Promise.all([own.close(), other.close()]);
  });

  it("speaks the current protocol when asked to", async () => {
    farm = await startDemoFarm({ RENDERDECK_DEMO_TASKS: "3", RENDERDECK_DEMO_FRAMES: "0" }, "current");
    const own = createForwarder(farm.upstream);
    expect(await own.forward("queryTaskInfo", { taskIds: [18278] })).toMatchObject({ code: 200 });
    expect(await own.forward("taskRecord", { pageNum: 1, pageSize: 10 })).toMatchObject({ code: 200 });
    await own.close();
  });

  it("gets a signature right after a clock that is an hour off was refused", async () => {
    farm = await startDemoFarm({ RENDERDECK_DEMO_TASKS: "3" });
    const late = createForwarder(farm.upstream, undefined, () => Date.now() - 3_600_000);
    expect(await late.forward("addLabel", { newName: "once", status: 1 })).toMatchObject({ code: 200 });
    expect(await late.forward("addLabel", { newName: "once", status: 1 })).toMatchObject({ code: 503 });
    await late.close();
  });

  it("says which variable is no number", async () => {
    await expect(startDemoFarm({ RENDERDECK_DEMO_TASKS: "many" })).rejects.toThrow(
      "RENDERDECK_DEMO_TASKS must be a whole",
    );
  });
});
