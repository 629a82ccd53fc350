/** The filter of the list by who is on a task: nobody, the own person, or one of the team. */
import { IconHandStop } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useLayoutEffect } from "react";
import { useTranslations } from "use-intl";
import { loadedHistory } from "../../queries/tasks/task-history-query";
import { teamState } from "../../queries/team/team-state";
import { serverNow } from "../../state/server-clock";
import { visibleName } from "../../ui/status/tail-name";
import { FacetMenu } from "../toolbar/facet-menu";
import { claimedTasks } from "../view/claimed-tasks";
import { useChangeSearch } from "../view/use-task-search";
import { claimValues, holderValue, ME, NOBODY, nameInValue } from "./claim-values";
import { useClaimTest } from "./use-claim-test";
import { useSelf } from "./use-self";

/** Keeps the list to the chosen values as long as it is mounted. */
export function ClaimTest({ chosen }: { chosen: readonly string[] }) {
  const test = useClaimTest(chosen) ?? null;
  useLayoutEffect(() => {
    claimedTasks.set(test);
    return () => claimedTasks.set(null);
  }, [test]);
  return null;
}

/** Its button, as soon as somebody is on a task. */
export function ClaimFilter({ chosen, isNested }: { chosen: readonly string[]; isNested: boolean }) {
  const t = useTranslations("task.filter");
  const client = useQueryClient();
  const changeSearch = useChangeSearch();
  const self = useSelf()?.teammate ?? null;
  const hasClaims = teamState.use((team) => (team?.claims.size ?? 0) > 0);
  if (!hasClaims && chosen.length === 0) return null;

  const readOptions = () => {
    const team = teamState.get();
    const counts = new Map([NOBODY, ME].map((value) => [value, 0]));
    const moment = { self, nowMs: serverNow() };
    for (const id of loadedHistory(client)?.nodes.keys() ?? [])
      for (const value of team ? claimValues(team, id, moment) : []) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts];
  };
  const labelOf = (value: string) => {
    if (value === NOBODY) return t("nobody");
    if (value === ME) return t("me");
    const holders = [...(teamState.get()?.claims.values() ?? [])].map(({ by }) => by);
    return visibleName(nameInValue(value) ?? holders.find((by) => holderValue(by) === value)?.name ?? value);
  };
  return (
    <FacetMenu
      label={t("claim")}
      Icon={IconHandStop}
      labelOf={labelOf}
      isNested={isNested}
      readOptions={readOptions}
      chosen={chosen}
      onChange={(next) => changeSearch({ claim: [...next] })}
    />
  );
}
