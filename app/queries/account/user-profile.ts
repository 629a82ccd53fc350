import { queryOptions } from "@tanstack/react-query";
import type { ResponseOf } from "../../protocol/endpoints";
import { callOperation } from "../http/call-operation";

export type UserProfile = ResponseOf<"queryUserProfile">;

/** The profile of the account: currency zone, balance, and whether balance and charges may be shown. */
export const userProfileQuery = queryOptions({
  queryKey: ["account", "profile"] as const,
  queryFn: ({ signal }) => callOperation("queryUserProfile", {}, signal),
  staleTime: 60_000,
});
