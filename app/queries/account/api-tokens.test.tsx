/** Tokens as a page makes and revokes them, over the real routes. */
import { act, waitFor } from "@testing-library/react";
import { bypass, HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { ann, startTokenApp } from "../../server/tokens/testing/token-app";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { server } from "../../test/server";
import { tokensQuery, useCreateToken, useRevokeToken } from "./api-tokens";

const newToken = { name: "nightly", role: "operator", days: 30 } as const;

/** Ann's page. */
async function open() {
  const { origin } = await startTokenApp();
  server.use(
    http.all("*/api/tokens*", async ({ request }) => {
      const { pathname } = new URL(request.url);
      const headers = new Headers({ "x-test-person": JSON.stringify(ann) });
      const type = request.headers.get("content-type");
      if (type !== null) headers.set("content-type", type);
      const body = request.method === "POST" ? await request.text() : null;
      const answer = await fetch(bypass(new Request(origin + pathname, { method: request.method, headers, body })));
      return new HttpResponse(await answer.text(), { status: answer.status, headers: answer.headers });
    }),
  );
  return openHooks();
}

function openHooks() {
  const { client } = connectFarm();
  const { result } = renderQueryHook(client, () => ({ create: useCreateToken(), revoke: useRevokeToken() }));
  return {
    client,
    result,
    create: (token: Parameters<typeof result.current.create.mutateAsync>[0] = newToken) =>
      act(() => result.current.create.mutateAsync(token)),
    revoke: (id: string) => act(() => result.current.revoke.mutateAsync(id)),
    names: async () =>
      (await client.fetchQuery(tokensQuery)).tokens.map(({ name, revokedMs }) => [name, revokedMs !== null] as const),
  };
}

describe("a token", () => {
  it("is in the list once it is made, with its secret in that answer alone", async () => {
    const { client, create, names } = await open();
    expect(await names()).toEqual([]);
    const { token, secret } = await create();
    expect([token.name, token.role, secret.startsWith("rdk_")]).toEqual(["nightly", "operator", true]);
    expect(await names()).toEqual([["nightly", false]]);
    expect(JSON.stringify(await client.fetchQuery(tokensQuery))).not.toContain(secret);
  });

  it("is forgotten with its secret after the dialog has closed", async () => {
    const { client, create, result } = await open();
    await create();
    act(() => result.current.create.reset());
    await waitFor(() => expect(client.getMutationCache().getAll()).toEqual([]));
  });

  it("is revoked by its id, and the list says so", async () => {
    const { create, revoke, names } = await open();
    const first = await create();
    await create({ ...newToken, name: "weekly" });
    await names();
    await revoke(first.token.id);
    expect(new Map(await names())).toEqual(
      new Map([
        ["weekly", false],
        ["nightly", true],
      ]),
    );
  });

  it("that the server refuses was not made, and the failure names the request", async () => {
    const { create } = await open();
    await expect(create({ ...newToken, name: "" })).rejects.toMatchObject({
      operation: "history",
      failure: { kind: "proxy", status: 422, requestId: expect.stringMatching(/./) },
    });
  });
});

describe("a write without a usable answer", () => {
  it.each([
    ["none", () => HttpResponse.error(), { kind: "network" }],
    ["a gateway's page", () => new HttpResponse("<html>", { status: 502 }), { kind: "proxy", status: 502 }],
  ])("may have been done: %s", async (_, answer, failure) => {
    server.use(http.post("*/api/tokens", answer), http.delete("*/api/tokens/*", answer));
    const { create, revoke } = openHooks();
    await expect(create()).rejects.toMatchObject({ failure: { ...failure, certainty: "unknown" } });
    await expect(revoke("1")).rejects.toMatchObject({ failure: { ...failure, certainty: "unknown" } });
  });

  it("may have been done: another answer", async () => {
    server.use(http.post("*/api/tokens", () => HttpResponse.json({ secret: "x" })));
    const { create } = openHooks();
    await expect(create()).rejects.toMatchObject({
      operation: "history",
      failure: { kind: "shape", certainty: "unknown", detail: expect.stringContaining("token") },
    });
  });
});

it("a list of another form is a failure of the read", async () => {
  server.use(http.get("*/api/tokens", () => HttpResponse.json({ tokens: [] })));
  await expect(openHooks().names()).rejects.toMatchObject({ failure: { kind: "shape", certainty: "not-sent" } });
});
