import { waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { afterEach, describe, expect, it } from "vitest";
import type { Role } from "../../protocol/endpoints";
import type { Me } from "../../protocol/person";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { server } from "../../test/server";
import { meQuery } from "../account/me";
import { userProfileQuery } from "../account/user-profile";
import { useCapabilities, useObstacles, useRoleRefusal, useTaskRefusal } from "./capabilities";
import { refuseCapability, refusedCapabilities } from "./refused-capabilities";
import { hasOtherBuild, reportServerBuild } from "./server-build";

afterEach(() => refusedCapabilities.set(new Map()));

const health = {
  status: "ok",
  mode: "live",
  readOnly: false,
  upstream: { reachable: true, latencyMs: 1, checkedAt: 1 },
  dialect: "current",
  capabilities: ["priority", "taskTags"],
};

/** The capabilities of an account with this profile at a farm with priority and tags. */
async function renderCapabilities(profile?: object) {
  const { client, respond, sent } = connectFarm();
  server.use(http.get("*/healthz", () => HttpResponse.json(health)));
  if (profile) {
    respond("queryUserProfile", profile);
    await client.fetchQuery(userProfileQuery);
  }
  const { result } = renderQueryHook(client, useCapabilities);
  await waitFor(() => expect(result.current("priority").has).toBe(true));
  return { stateOf: result.current, result, client, sent };
}

it("a capability exists when the dialect has it", async () => {
  const { stateOf, sent } = await renderCapabilities();
  expect(stateOf("taskTags")).toEqual({ has: true, refusal: null });
  expect(stateOf("frameLog")).toEqual({ has: false, refusal: null });
  expect(sent("queryUserProfile")).toEqual([]);
});

it("no capability exists before the server has responded", () => {
  const { result } = renderQueryHook(connectFarm().client, useCapabilities);
  expect(result.current("priority").has).toBe(false);
});

it("a right that the account lacks refuses its capability, and what the farm refused goes first", async () => {
  const { result } = await renderCapabilities({ accountType: 2, groupTaskLevel: 0 });
  expect(result.current("priority").refusal).toEqual({ kind: "right", obstacle: "priority" });
  expect(result.current("taskTags").refusal).toBeNull();
  const failure = { kind: "farm", code: 403, message: "", certainty: "not-sent" } as const;
  refuseCapability("priority", failure);
  await waitFor(() => expect(result.current("priority").refusal).toEqual(failure));
});

it("the obstacles of an account are one value until its profile changes", async () => {
  const { client } = await renderCapabilities({ accountType: 2, subDeleteTask: 0 });
  const { result, rerender } = renderQueryHook(client, useObstacles);
  const before = result.current;
  expect([...before]).toEqual(["deleteTasks"]);
  rerender();
  expect(result.current).toBe(before);
});

it.each([
  ["b1", "b1", false],
  ["b1", "b2", true],
  [null, "b2", true],
  ["b1", null, false],
])("a page of build %j that hears of build %j: the server has another one: %s", (page, served, isOther) => {
  const meta = document.createElement("meta");
  meta.name = "build";
  meta.content = page ?? "";
  if (page !== null) document.head.append(meta);
  hasOtherBuild.set(false);
  reportServerBuild(new Response(null, { headers: served === null ? {} : { "x-renderdeck-build": served } }));
  expect(hasOtherBuild.get()).toBe(isOther);
  meta.remove();
});

const roleIn = (role: Role | null): Me => ({
  person: role && { id: "lin", name: "Lin", role, source: "session" },
  signIn: "oidc",
  insecure: false,
});

/** What keeps this person from changing a task, and from what needs an operator or a manager. */
async function renderRefusals(role: Role | null, isOperable: boolean | null = true) {
  const { client } = connectFarm();
  server.use(http.get("*/api/me", () => HttpResponse.json(roleIn(role))));
  await client.fetchQuery(meQuery);
  const { result } = renderQueryHook(client, () => [
    useTaskRefusal({ isOperable }),
    useRoleRefusal("roleOperator"),
    useRoleRefusal("roleManager"),
  ]);
  return result.current.map((refusal) => (refusal?.kind === "right" ? refusal.obstacle : null));
}

describe("the role of the person", () => {
  it("refuses what it may not do", async () => {
    expect(await renderRefusals("viewer")).toEqual(["roleOperator", "roleOperator", "roleManager"]);
    expect(await renderRefusals("operator")).toEqual([null, null, "roleManager"]);
    expect(await renderRefusals("manager")).toEqual([null, null, null]);
    expect(await renderRefusals(null)).toEqual([null, null, null]);
  });

  it("goes before the task, which the account may not change", async () => {
    expect((await renderRefusals("manager", false))[0]).toBe("inoperable");
    expect((await renderRefusals("viewer", false))[0]).toBe("roleOperator");
    expect((await renderRefusals("manager", null))[0]).toBeNull();
  });

  it("refuses the capabilities of operators", async () => {
    const { client, result } = await renderCapabilities();
    server.use(http.get("*/api/me", () => HttpResponse.json(roleIn("viewer"))));
    await client.fetchQuery(meQuery);
    await waitFor(() =>
      expect(result.current("taskTags").refusal).toEqual({ kind: "right", obstacle: "roleOperator" }),
    );
  });
});
