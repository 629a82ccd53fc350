import type { Preferences } from "../storage/preferences";

/** The IANA name of a chosen time zone, as the server's queries take it. */
export function zoneId(zone: Preferences["timeZone"]): string {
  if (zone === "farm") return "Asia/Shanghai";
  return zone === "utc" ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone;
}
