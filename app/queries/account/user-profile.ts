import { queryOptions } from "@tanstack/react-query";
import { callOperation } from "../http/call-operation";

/** The profile of the account: currency zone, balance, and whether balance and charges may be shown. */
export const userProfileQuery = queryOptions({
  queryKey: ["account", "profile"] as const,
  queryFn: ({ signal }) => callOperation("queryUserProfile", {}, signal),
  staleTime: 60_000,
});
