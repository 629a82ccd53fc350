import { act } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { endpoints, type ResponseOf } from "../../protocol/endpoints";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { server } from "../../test/server";
import { callOperation } from "./call-operation";
import { useConnection } from "./connection";
import { createResponseCache } from "./response-cache";

/** Calls the settings, once with this response, else with the farm's own. */
function call(respond?: () => Response) {
  if (respond) server.use(http.post(`*${endpoints.queryUserSetting.path}`, respond, { once: true }));
  return act(() => callOperation("queryUserSetting", {}).catch(() => undefined));
}

const renderConnection = () => renderQueryHook(connectFarm().client, useConnection).result;

const problem = (status: number) => () => HttpResponse.json({ type: "urn:renderdeck:problem:x" }, { status });

it.each([
  ["a response", undefined],
  ["a refusal of the farm", () => HttpResponse.json({ code: 403, message: "", serverTime: 1, data: null })],
  ["a refusal of the server", problem(422)],
])("is up after %s", async (_, respond) => {
  const result = renderConnection();
  await call(() => HttpResponse.error());
  expect(result.current.state).toBe("down");
  await call(respond);
  expect(result.current).toMatchObject({ state: "up", failure: null, operation: null });
});

it.each([
  ["no response", () => HttpResponse.error(), { kind: "network", certainty: "not-sent" }],
  ["a failure of the server", problem(500), { kind: "proxy", status: 500 }],
  [
    "a refusal of the account",
    () => HttpResponse.json({ code: 611, message: "", serverTime: 1, data: null }),
    { kind: "farm", code: 611 },
  ],
  ["a response of another shape", () => HttpResponse.json([]), { kind: "shape" }],
])("is down after %s, with the operation and the last latency", async (_, respond, failure) => {
  const result = renderConnection();
  await call();
  const { latencyMs } = result.current;
  expect(latencyMs).toBeGreaterThan(0);
  await call(respond);
  expect(result.current).toMatchObject({ state: "down", operation: "queryUserSetting", latencyMs, failure });
});

it("is up after a response that is answered from the cache", async () => {
  const result = renderConnection();
  const cache = createResponseCache<ResponseOf<"queryUserSetting">>();
  const first = await act(() => callOperation("queryUserSetting", {}, undefined, cache));
  await call(() => HttpResponse.error());
  const again = await act(() => callOperation("queryUserSetting", {}, undefined, cache));
  expect(again).toBe(first);
  expect(result.current.state).toBe("up");
});
