import { describe, expect, it } from "vitest";
import { endpoints } from "./endpoints";
import { renderEnvRequest } from "./environments/environment";
import { furtherEndpoints } from "./further-endpoints";

const odd = [" spaced ", "长".repeat(201), "\t"];
const environment = {
  cgId: 2000,
  cgName: "Maya",
  cgVersion: "2018",
  renderLayerType: 0,
  renderSystem: "0",
  pluginIds: [],
};

describe("the name of something that exists", () => {
  it.each(odd)("is sent as it is: %j", (name) => {
    expect(endpoints.deleteRenderEnv.request.parse({ editName: name })).toEqual({ editName: name });
    expect(endpoints.setDefaultRenderEnv.request.parse({ editName: name })).toEqual({ editName: name });
    expect(endpoints.updateRenderEnv.request.parse({ ...environment, editName: name })).toMatchObject({
      editName: name,
    });
    expect(endpoints.deleteLabel.request.parse({ delName: name })).toEqual({ delName: name });
    const tags = { labelNames: [name], taskIds: [1] };
    expect(furtherEndpoints.deleteTaskLabel.request.parse(tags)).toEqual(tags);
  });

  it("is not empty", () => {
    expect(endpoints.deleteLabel.request.safeParse({ delName: "" }).success).toBe(false);
  });
});

describe("a new name", () => {
  it("is trimmed, and neither empty nor longer than the limit", () => {
    expect(endpoints.addLabel.request.parse({ newName: " spaced ", status: 0 })).toMatchObject({ newName: "spaced" });
    expect(renderEnvRequest.parse({ ...environment, editName: " spaced " })).toMatchObject({ editName: "spaced" });
    expect(endpoints.addLabel.request.safeParse({ newName: " ", status: 0 }).success).toBe(false);
    expect(endpoints.addRenderEnv.request.safeParse({ ...environment, editName: odd[1] }).success).toBe(false);
  });
});
