import { describe, expect, it } from "vitest";
import { createResponseCache, serverTimeOf } from "./response-cache";

const responseText = (serverTime: number, data: unknown, code = 200) =>
  JSON.stringify({ version: "1.0.0", code, serverTime, requestId: `r${serverTime}`, data });

describe("a response cache", () => {
  it("returns the cached data when only the time and the request id differ", () => {
    const cache = createResponseCache<object>();
    const data = { rows: [1] };
    cache.set("list 1", responseText(1, [1]), data);
    expect(cache.get("list 1", responseText(2, [1]))).toBe(data);
    expect(cache.get("list 2", responseText(2, [1]))).toBeUndefined();
  });

  it.each([
    ["other data", responseText(2, [2])],
    ["a time inside the data", responseText(2, [{ serverTime: 2 }])],
    ["another code", responseText(2, [{ serverTime: 1 }], 610)],
    ["a truncated response", responseText(2, [{ serverTime: 1 }]).slice(0, -2)],
    ["no envelope", "<html>"],
  ])("misses for %s", (_, other) => {
    const cache = createResponseCache<object>();
    cache.set("list", responseText(1, [{ serverTime: 1 }]), {});
    expect(cache.get("list", responseText(3, [{ serverTime: 1 }]))).toBeDefined();
    expect(cache.get("list", other)).toBeUndefined();
  });

  it("drops the entry of the oldest request", () => {
    const cache = createResponseCache<number>(2);
    for (const id of [1, 2, 1, 3]) cache.set(`${id}`, responseText(1, id), id);
    expect([1, 2, 3].map((id) => cache.get(`${id}`, responseText(2, id)))).toEqual([1, undefined, 3]);
  });
});

it.each([
  [responseText(1_793_491_200_000, []), 1_793_491_200_000],
  ['{"serverTime" : "15" , "data":1}', 15],
  ['{"serverTime":null}', null],
  ["<html>", null],
])("the time of the response %j is %j", (text, time) => {
  expect(serverTimeOf(text)).toBe(time);
});
