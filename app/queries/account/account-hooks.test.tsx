/** What the parts of a page read of the account: who uses it, explanations of errors, platforms, days of rendered files. */
import { act, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Me } from "../../protocol/person";
import { OUTPUT_DAYS } from "../../protocol/tasks/task-outputs";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { server } from "../../test/server";
import { hasLabel, labelsQuery } from "./account";
import { useErrorExplanations } from "./error-explanations";
import { meQuery, useMe, useRole, watchedMeQuery } from "./me";
import { outputDays } from "./output-days";
import { usePlatformAdvice } from "./platform-advice";
import { useOutputDays } from "./use-output-days";

const lin: Me = {
  person: { id: "lin", name: "Lin", role: "operator", source: "session" },
  signIn: "oidc",
  insecure: false,
};

const renderMe = (client: ReturnType<typeof connectFarm>["client"]) =>
  renderQueryHook(client, () => ({ me: useMe(), role: useRole() })).result;
const detail = (...texts: readonly string[]) => texts.map((text) => ({ code: "1", desDescriptionCn: text }));
/** Two platforms of a kind. A farm of 2018 names no state: null. */
const platforms = (ownStatus: number | null) => [
  { platform: 2, name: "own", type: 1, status: ownStatus, isShow: 1 },
  { platform: 5, name: "other", type: 1, status: ownStatus && 1, isShow: 1 },
];

describe("who uses the page", () => {
  it("is known to every part once one has read it; the others send no request", async () => {
    const { client } = connectFarm();
    let requests = 0;
    server.use(
      http.get("*/api/me", () => {
        requests += 1;
        return HttpResponse.json(lin);
      }),
    );
    const result = renderMe(client);
    expect(result.current).toEqual({ me: undefined, role: undefined });
    await client.fetchQuery(meQuery);
    await waitFor(() => expect(result.current).toEqual({ me: lin, role: "operator" }));
    expect(requests).toBe(1);
  });

  it("has no role without a sign-in", async () => {
    const { client } = connectFarm();
    server.use(http.get("*/api/me", () => HttpResponse.json({ ...lin, person: null })));
    await client.fetchQuery(meQuery);
    expect(renderMe(client).current.role).toBeUndefined();
  });

  it("is not known when the server does not say", async () => {
    const { client } = connectFarm();
    server.use(http.get("*/api/me", () => HttpResponse.json(lin, { status: 500 })));
    await expect(client.fetchQuery(meQuery)).rejects.toThrow("GET /api/me: 500");
  });

  it.each([
    ["oidc", 30_000, "always"],
    ["header", 30_000, "always"],
    ["none", false, false],
  ] as const)("is watched where people sign in: %s", async (signIn, interval, onFocus) => {
    const { client } = connectFarm();
    server.use(http.get("*/api/me", () => HttpResponse.json({ ...lin, signIn })));
    await client.fetchQuery(meQuery);
    const query = client.getQueryCache().find<Me>({ queryKey: meQuery.queryKey });
    const { refetchInterval, refetchOnWindowFocus } = watchedMeQuery;
    const inThisState = (option: unknown): unknown => (typeof option === "function" ? option(query) : option);
    expect([refetchInterval, refetchOnWindowFocus].map(inThisState)).toEqual([interval, onFocus]);
  });
});

it("a label is known by its name once the list was read", async () => {
  const { client } = connectFarm();
  const name = (await client.fetchQuery(labelsQuery)).rows[0]?.projectName ?? "";
  expect([hasLabel(client, name), hasLabel(client, `${name} 2`)]).toEqual([true, false]);
  expect(hasLabel(connectFarm().client, name)).toBe(false);
});

describe("explanations of errors", () => {
  it("are the first description of each code; a code without one is missing", async () => {
    const { client, respond } = connectFarm();
    respond("queryErrorDetail", detail("", "Missing texture", "More"));
    const { result, rerender } = renderQueryHook(
      client,
      ({ codes }: { codes: readonly string[] }) => useErrorExplanations(codes, "en"),
      { codes: ["10", "11"] },
    );
    expect(result.current.size).toBe(0);
    await waitFor(() =>
      expect(result.current).toEqual(
        new Map([
          ["10", "Missing texture"],
          ["11", "Missing texture"],
        ]),
      ),
    );
    respond("queryErrorDetail", detail(""));
    rerender({ codes: ["11", "12"] });
    await waitFor(() => expect(client.isFetching()).toBe(0));
    expect([...result.current.keys()]).toEqual(["11"]);
  });

  it.each([
    ["zh", "0"],
    ["en", "1"],
  ] as const)("are in the language of the page: %s", async (page, language) => {
    const { client, sent } = connectFarm();
    renderQueryHook(client, () => useErrorExplanations(["10"], page));
    await waitFor(() => expect(sent("queryErrorDetail")).toEqual([{ code: "10", language }]));
    await waitFor(() => expect(client.isFetching()).toBe(0));
  });
});

async function renderAdvice(ownStatus: number | null, profile: object = {}) {
  const connection = connectFarm({ dialect: "current" });
  connection.respond("queryPlatforms", platforms(ownStatus));
  connection.respond("queryUserProfile", {
    ...connection.farm.read("queryUserProfile"),
    zone: 2,
    platform: 2,
    ...profile,
  });
  const { result } = renderQueryHook(connection.client, usePlatformAdvice);
  expect(result.current).toBeNull();
  await waitFor(() => expect(connection.sent("queryUserProfile")).toHaveLength(1));
  await waitFor(() => expect(connection.client.isFetching()).toBe(0));
  return { ...connection, result };
}

describe("the advice of another platform", () => {
  it("is given for the zone of the account while its platform is busy", async () => {
    const { result, sent } = await renderAdvice(2);
    await waitFor(() => expect(result.current?.others.map(({ name }) => name)).toEqual(["other"]));
    expect(result.current?.own.platform).toBe(2);
    expect(sent("queryPlatforms")).toEqual([{ zone: 2 }]);
  });

  it("is none while the platform takes tasks as usual, or the farm does not say", async () => {
    expect((await renderAdvice(1)).result.current).toBeNull();
    expect((await renderAdvice(null)).result.current).toBeNull();
  });

  it.each([
    [2, 2],
    [null, 1],
  ])("is looked for again after five minutes where the farm names the state: %s", async (ownStatus, reads) => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { sent, client } = await renderAdvice(ownStatus);
    await waitFor(() => expect(sent("queryPlatforms")).toHaveLength(1));
    await waitFor(() => expect(client.isFetching()).toBe(0));
    await act(() => vi.advanceTimersByTimeAsync(300_000));
    await waitFor(() => expect(sent("queryPlatforms")).toHaveLength(reads));
    await waitFor(() => expect(client.isFetching()).toBe(0));
  });

  it("is not asked for where the zone of the account is not known", async () => {
    const { result, sent } = await renderAdvice(2, { zone: 3 });
    expect([result.current, sent("queryPlatforms")]).toEqual([null, []]);
  });
});

describe("the days of rendered files", () => {
  afterEach(() => outputDays.set(OUTPUT_DAYS));

  it("are those of the farm's terms until the setting of the account was read, and then the same for every part", async () => {
    const { client, farm, respond } = connectFarm();
    respond("queryUserSetting", { ...farm.read("queryUserSetting"), downloadLimit: false, downloadLimitDay: 3 });
    const { result } = renderQueryHook(client, useOutputDays);
    expect(result.current).toBe(OUTPUT_DAYS);
    await waitFor(() => expect(result.current).toBe(3));
    expect(outputDays.get()).toBe(3);
  });
});
