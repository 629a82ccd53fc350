import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { readSettingsSearch, type SettingsSearch } from "./settings-search";

const route = getRouteApi("/settings");

/** The checked search parameters of the page. */
export function useSettingsSearch(): SettingsSearch {
  const url = route.useSearch();
  return useMemo(() => readSettingsSearch(url), [url]);
}
