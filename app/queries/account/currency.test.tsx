import { waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
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
  ["the coupon alone without a balance", { rmbbalance: null }, { balance: 49.5 }],
  ["the balance alone without a coupon", { coupon: null }, { balance: 100 }],
  ["no balance with hideBalance", { hideBalance: 1 }, { balance: null, chargesHidden: false }],
  ["no charges with hideJobCharge", { hideJobCharge: 1 }, { balance: 149.5, chargesHidden: true }],
  ["charges without hideJobCharge in the profile", { hideJobCharge: null }, { chargesHidden: false }],
])("shows %s", async (_, members, expected) => {
  expect(await currencyOf(members)).toMatchObject(expected);
});

it("shows yuan and no balance while the profile loads", () => {
  const { client, hold } = connectFarm();
  hold("queryUserProfile");
  const { result } = renderQueryHook(client, () => useCurrency());
  expect(result.current).toEqual({ currency: "CNY", symbol: "¥", chargesHidden: false, balance: null });
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
