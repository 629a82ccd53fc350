/** The filters of the bar: side by side, or behind one button where there is no room. Loaded when the user reaches for them. */
import { ActionIcon, Popover } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconApps, IconFolder, IconPhoto, IconUser } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { softwareName } from "../../protocol/environments/software";
import { outputStates } from "../../protocol/tasks/output-days";
import { outputStateOf } from "../../protocol/tasks/task-outputs";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { loadedHistory } from "../../queries/tasks/task-history-query";
import { useOutputsMoment } from "../outputs/use-outputs-moment";
import { ClaimFilter, ClaimTest } from "../team/claim-filter";
import { type BarFilters, hasBarFilters } from "../view/task-search";
import { NO_PROJECT, projectOf } from "../view/task-view";
import { useChangeSearch } from "../view/use-task-search";
import { EndedMenu, SubmittedMenu } from "./date-menu";
import { facet } from "./facet";
import { FacetMenu } from "./facet-menu";
import classes from "./menus.module.css";

export function Filters({ search, isFolded }: { search: BarFilters; isFolded: boolean }) {
  const t = useTranslations("task.filter");
  const keep = search.claim.length > 0 && <ClaimTest chosen={search.claim} />;
  if (!isFolded)
    return (
      <>
        {keep}
        <FilterButtons search={search} isNested={false} />
      </>
    );
  return (
    <>
      {keep}
      <Popover position="bottom-end" width={260} trapFocus>
        <Popover.Target>
          <ActionIcon variant={hasBarFilters(search) ? "light" : "default"} aria-label={t("title")}>
            <IconAdjustmentsHorizontal size={16} aria-hidden="true" />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown className={classes["filterSheet"] ?? ""}>
          <FilterButtons search={search} isNested />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

/** The value of each filter's field. */
const facetValues = {
  project: projectOf,
  software: (node) => softwareName(node.task.cgId),
  user: (node) => node.task.userName,
} as const satisfies Record<string, (node: TaskNode) => string>;
const facetIcons = { project: IconFolder, software: IconApps, user: IconUser } as const;
const facetFields = ["project", "software", "user"] as const;

/** `isNested`: within a popover, which a click in a second one beside it would close. */
function FilterButtons({ search, isNested }: { search: BarFilters; isNested: boolean }) {
  return (
    <>
      {facetFields.map((field) => (
        <FacetFilter key={field} field={field} chosen={search[field]} isNested={isNested} />
      ))}
      <SubmittedFilter from={search.from} to={search.to} isNested={isNested} />
      <EndedFilter ended={search.ended} isNested={isNested} />
      <OutputsFilter chosen={search.outputs} isNested={isNested} />
      <ClaimFilter chosen={search.claim} isNested={isNested} />
    </>
  );
}

/** Memoised: a closed menu does not render when tasks change. */
const FacetFilter = memo(function FacetFilter({
  field,
  chosen,
  isNested,
}: {
  field: keyof typeof facetValues;
  chosen: readonly string[];
  isNested: boolean;
}) {
  const t = useTranslations("task");
  const client = useQueryClient();
  const changeSearch = useChangeSearch();
  const readOptions = () => facet(loadedHistory(client)?.nodes.values() ?? [], facetValues[field]);
  return (
    <FacetMenu
      label={t(`column.${field}`)}
      Icon={facetIcons[field]}
      labelOf={(value) => (field === "project" && value === NO_PROJECT ? t("filter.noProject") : value)}
      isNested={isNested}
      readOptions={readOptions}
      chosen={chosen}
      onChange={(next) => changeSearch({ [field]: [...next] })}
    />
  );
});

/** What goes first is on top. */
const OutputsFilter = memo(function OutputsFilter({
  chosen,
  isNested,
}: {
  chosen: readonly string[];
  isNested: boolean;
}) {
  const t = useTranslations("task");
  const client = useQueryClient();
  const changeSearch = useChangeSearch();
  const moment = useOutputsMoment();
  const readOptions = () => {
    const nodes = loadedHistory(client)?.nodes.values() ?? [];
    const counts = new Map(facet(nodes, (node) => outputStateOf(node, moment)));
    return outputStates.map((state) => [state, counts.get(state) ?? 0] as const);
  };
  return (
    <FacetMenu
      label={t("column.outputs")}
      Icon={IconPhoto}
      labelOf={(value) => {
        const state = outputStates.find((name) => name === value);
        return state === undefined ? value : t(`outputs.state.${state}`);
      }}
      isNested={isNested}
      readOptions={readOptions}
      chosen={chosen}
      onChange={(next) => changeSearch({ outputs: [...next] })}
    />
  );
});

const SubmittedFilter = memo(SubmittedMenu);
const EndedFilter = memo(EndedMenu);
