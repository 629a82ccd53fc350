/** Account facts that more than one page needs. */
import { queryOptions } from "@tanstack/react-query";
import { call } from "./call";

/** The profile: currency zone, balance, and whether balance and charges may be shown. */
export const userProfileQuery = queryOptions({
  queryKey: ["account", "profile"],
  queryFn: ({ signal }) => call("queryUserProfile", {}, signal),
  staleTime: 60_000,
});
