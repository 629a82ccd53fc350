/** The identity header of a server in front, over HTTP from addresses that may and may not send it. */

import { describe, expect, it, onTestFinished, vi } from "vitest";
import { parseConfig } from "../../proxy/config";
import { createHttpServer } from "../../proxy/http/create-server";
import { findPerson } from "../../proxy/http/request-person";
import { createResponseHeaders } from "../../proxy/http/response-headers";
import type { ServerEvent } from "../../proxy/http/server-log";
import { noRateLimits } from "../../proxy/limits/rate-limits";
import { closeServer, listenOnFreePort } from "../../proxy/testing/fake-farm";
import { rawRequest } from "../../proxy/testing/raw-request";
import type { RoleChange } from "../recorder/record-roles";
import { openPeople } from "./open-people";
import { readPeopleConfig } from "./people-config";
import { openMemoryStore } from "./testing/test-people";

async function start(trusted: string) {
  const events: ServerEvent[] = [];
  const roleChanges: RoleChange[] = [];
  const headers = createResponseHeaders({ publicOrigins: [] });
  const env = {
    RENDERDECK_IDENTITY_HEADER: "X-Forwarded-User",
    RENDERDECK_GROUPS_HEADER: "X-Forwarded-Groups",
    RENDERDECK_TRUSTED_PROXIES: trusted,
    RENDERDECK_MANAGER_GROUPS: "producers",
    RENDERDECK_OPERATOR_GROUPS: "artists",
  };
  const people = readPeopleConfig(env, parseConfig(env));
  const log = { info: (event: ServerEvent) => events.push(event), warn: (event: ServerEvent) => events.push(event) };
  const { guard } = openPeople({
    config: { readOnly: false, publicOrigins: [] },
    people,
    store: await openMemoryStore(),
    headers,
    underWay: { checkRunning: () => undefined, hold: () => () => undefined },
    rateLimits: noRateLimits,
    log,
    onRoleChange: (change) => roleChanges.push(change),
  });
  const listener = guard((incoming, outgoing) => void outgoing.end(JSON.stringify(findPerson(incoming))));
  const server = createHttpServer(listener, headers);
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  onTestFinished(() => closeServer(server));
  const personOf = async (fields: Record<string, string | string[]>) =>
    JSON.parse((await rawRequest(origin, { path: "/api/any", headers: fields })).text);
  return { origin, events, roleChanges, personOf };
}

const utf8 = (text: string) => Buffer.from(text, "utf8").toString("latin1");

describe("the identity header", () => {
  it("with other groups than the last time is a change of role, once", async () => {
    const { personOf, roleChanges } = await start("127.0.0.1");
    const come = (groups: string) => personOf({ "x-forwarded-user": "mei", "x-forwarded-groups": groups });
    for (const groups of ["artists", "artists", "artists, all"]) await come(groups);
    expect(roleChanges).toEqual([]);
    await come("producers");
    await vi.waitFor(() => expect(roleChanges).toMatchObject([{ person: { id: "mei" }, former: "operator" }]));
    for (const groups of ["producers", ""]) await come(groups);
    await vi.waitFor(() =>
      expect(roleChanges.map(({ former, person }) => [former, person.role])).toEqual([
        ["operator", "manager"],
        ["manager", "viewer"],
      ]),
    );
  });

  it("of a listed address names the person and the role", async () => {
    const { personOf } = await start("10.0.0.0/8, 127.0.0.0/8");
    expect(await personOf({ "x-forwarded-user": "mei", "x-forwarded-groups": "all, producers" })).toEqual({
      id: "mei",
      name: "mei",
      role: "manager",
      source: "header",
    });
    expect(await personOf({ "x-forwarded-user": "li", "x-forwarded-groups": "artists" })).toMatchObject({
      role: "operator",
    });
    expect(await personOf({ "x-forwarded-user": "guest" })).toMatchObject({ role: "viewer" });
    expect(await personOf({})).toBeNull();
  });

  it("of any other address is refused and logged, with the address", async () => {
    const { personOf, events } = await start("10.0.0.7");
    const forged = { "x-forwarded-user": "mei", "x-forwarded-for": "10.0.0.7", "x-forwarded-groups": "producers" };
    expect(await personOf(forged)).toBeNull();
    expect(await personOf(forged)).toBeNull();
    expect(events).toEqual([
      {
        event: "identity-header-refused",
        detail: "the address is not in RENDERDECK_TRUSTED_PROXIES",
        address: expect.stringContaining("127.0.0.1"),
      },
    ]);
  });

  it("that came twice is refused: the client has sent one of them", async () => {
    const { personOf, events } = await start("127.0.0.1");
    expect(await personOf({ "x-forwarded-user": ["mallory", "mei"] })).toBeNull();
    expect(await personOf({ "x-forwarded-user": "mei", "x-forwarded-groups": ["producers", "all"] })).toBeNull();
    expect(events).toHaveLength(2);
  });

  it("is read as UTF-8, and not with characters that cannot be seen", async () => {
    const { personOf } = await start("127.0.0.1");
    expect(await personOf({ "x-forwarded-user": utf8("林美") })).toMatchObject({ id: "林美" });
    expect(await personOf({ "x-forwarded-user": utf8("mei\u200b") })).toBeNull();
    expect(await personOf({ "x-forwarded-user": "x".repeat(201) })).toBeNull();
  });

  it("is missing from a page that says so, in the language of the browser", async () => {
    const { origin } = await start("127.0.0.1");
    const answer = await fetch(`${origin}/tasks`, { headers: { "accept-language": "zh-CN" } });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain("您尚未登录");
    expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'");
  });
});
