import { waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { server } from "../../test/server";
import { useCurrency } from "./currency";
import { userProfileQuery } from "./user-profile";

const profile = { zone: 1, rmbbalance: 100, usdbalance: 7, coupon: 49.5, hideBalance: 0, hideJobCharge: 0 };

async function currencyOf(members: Readonly<Record<string, unknown>>) {
  const { client, respond } = connectFarm();
  respond("queryUserProfile", { ...profile, ...members });
  const { result } = renderQueryHook(client, () => useCurrency());
  const loading = result.current;
  await waitFor(() => expect(client.getQueryData(userProfileQuery.queryKey)).toBeDefined());
  await waitFor(() => expect(result.current).not.toBe(loading));
  return result.current;
}

it.each([
  ["yuan of a domestic account, coupon included", {}, { currency: "CNY", symbol: "¥", balance: 149.5 }],
  ["dollars of a foreign account, coupon included", { zone: 2 }, { currency: "USD", symbol: "$", balance: 56.5 }],
  ["no balance where it is unknown: the coupon alone would say too little", { rmbbalance: null }, { balance: null }],
  ["a negative balance, coupon included", { rmbbalance: -100.005 }, { balance: -50.505 }],
  ["the balance of the zone's currency alone", { zone: 2, rmbbalance: -3, usdbalance: null }, { balance: null }],
  ["the balance alone without a coupon", { coupon: null }, { balance: 100 }],
  ["a debt", { rmbbalance: -2.958 }, { balance: 46.542 }],
  ["a debt larger than the coupon, as text", { rmbbalance: "-2.958", coupon: 0 }, { balance: -2.958 }],
  ["no balance when neither amount can be read", { rmbbalance: "x", coupon: null }, { balance: null }],
  ["no balance with hideBalance", { hideBalance: 1 }, { balance: null, chargesHidden: false }],
  ["no charges with hideJobCharge", { hideJobCharge: 1 }, { balance: 149.5, chargesHidden: true }],
  [
    "neither with values that are neither yes nor no",
    { hideBalance: 2, hideJobCharge: "x" },
    { balance: null, chargesHidden: true },
  ],
  ["charges without hideJobCharge in the profile", { hideJobCharge: null }, { chargesHidden: false }],
])("shows %s", async (_, members, expected) => {
  expect(await currencyOf(members)).toMatchObject(expected);
});

it("shows no amount while the profile loads", () => {
  const { client, hold } = connectFarm();
  hold("queryUserProfile");
  const { result } = renderQueryHook(client, () => useCurrency());
  expect(result.current).toEqual({ currency: "CNY", symbol: "¥", chargesHidden: true, balance: null });
});

it("shows no amount where the profile cannot be read, and what is known where it cannot be read again", async () => {
  const { client, respond, faults } = connectFarm();
  faults.set("queryUserProfile", { kind: "refuse", code: 600 });
  const { result } = renderQueryHook(client, () => useCurrency());
  await waitFor(() => expect(client.getQueryState(userProfileQuery.queryKey)?.status).toBe("error"));
  expect(result.current).toMatchObject({ chargesHidden: true, balance: null });

  faults.clear();
  respond("queryUserProfile", profile);
  await client.refetchQueries(userProfileQuery);
  await waitFor(() => expect(result.current).toMatchObject({ chargesHidden: false, balance: 149.5 }));
  server.use(http.post("*/queryUserProfile", () => HttpResponse.error()));
  await client.refetchQueries(userProfileQuery);
  expect(client.getQueryState(userProfileQuery.queryKey)?.status).toBe("error");
  expect(result.current).toMatchObject({ chargesHidden: false, balance: 149.5 });
});

it("returns the same value until the profile changes", async () => {
  const { client, respond } = connectFarm();
  respond("queryUserProfile", profile);
  const { result, rerender } = renderQueryHook(client, () => useCurrency());
  await waitFor(() => expect(result.current.balance).toBe(149.5));
  const before = result.current;
  rerender();
  expect(result.current).toBe(before);
});
