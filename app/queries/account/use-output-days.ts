import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { outputDaysOf } from "../../protocol/tasks/output-days";
import { userSettingQuery } from "./account";
import { outputDays } from "./output-days";

/** Days that rendered files can be downloaded. Reads the account's setting, for every part of the page. */
export function useOutputDays(): number {
  const { data } = useQuery({ ...userSettingQuery, staleTime: 600_000 });
  useEffect(() => {
    if (data) outputDays.set(outputDaysOf(data));
  }, [data]);
  return outputDays.use();
}
