/** The states of the chosen group, or of all tasks, with their counts: several at once. Loaded when the user reaches for it. */
import { ActionIcon, Button, Checkbox, Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { memo, useState } from "react";
import { useTranslations } from "use-intl";
import {
  type FilterState,
  filterStates,
  groupOfState,
  OVERDUE,
  type TaskGroup,
} from "../../protocol/tasks/task-status-order";
import { toggled } from "../../ui/controls/toggled";
import { useFormat } from "../../ui/format/format";
import { statusMark } from "../../ui/status/status-badge";
import { useChangeSearch } from "../view/use-task-search";
import classes from "./menus.module.css";

const isIn = (group: TaskGroup | undefined) => (state: FilterState) =>
  group === undefined || group === "needsYou" || state === OVERDUE || groupOfState(state) === group;

/** Memoised: the closed menu does not render when tasks change. */
export const StateMenu = memo(function StateMenu({
  isNarrow,
  group,
  chosen,
  getCounts,
}: {
  /** On a phone: an icon with an accessible name. */
  isNarrow: boolean;
  group: TaskGroup | undefined;
  chosen: readonly string[];
  /** Tasks per state. Called when the menu opens: the counts must not move while it is open. */
  getCounts: () => ReadonlyMap<string, number>;
}) {
  const t = useTranslations("task");
  const format = useFormat();
  const changeSearch = useChangeSearch();
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  const nameOf = (state: FilterState) => (state === "unknown" ? t("status.unknownGroup") : t(`status.${state}`));
  const [only, ...others] = filterStates.filter((state) => chosen.includes(state));
  const label = t("column.status");
  const text =
    only === undefined ? label : others.length > 0 ? `${label} · ${others.length + 1}` : `${label}: ${nameOf(only)}`;
  return (
    <Popover position="bottom-start" width={260} trapFocus onOpen={() => setCounts(getCounts())}>
      <Popover.Target>
        {isNarrow ? (
          <ActionIcon variant={only ? "light" : "default"} aria-label={text}>
            <IconChevronDown size={13} aria-hidden="true" />
          </ActionIcon>
        ) : (
          <Button
            variant={only ? "light" : "default"}
            rightSection={<IconChevronDown size={13} aria-hidden="true" />}
            className={classes["facet"] ?? ""}
          >
            {text}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <fieldset className={classes["stateList"]} aria-label={label}>
          {filterStates.filter(isIn(group)).map((state) => (
            <Checkbox
              key={state}
              size="xs"
              checked={chosen.includes(state)}
              onChange={() => changeSearch({ status: toggled(chosen, state) })}
              styles={{ body: { width: "100%" }, labelWrapper: { flex: 1 } }}
              label={
                <span className={classes["state"]}>
                  <span aria-hidden="true" className="tone" data-tone={statusMark(state).tone}>
                    {statusMark(state).glyph}
                  </span>
                  {nameOf(state)}
                  <span className={classes["stateCount"]}>{format.count(counts.get(state) ?? 0)}</span>
                </span>
              }
            />
          ))}
        </fieldset>
        {only && (
          <Button variant="subtle" mt="xs" onClick={() => changeSearch({ status: [] })}>
            {t("filter.clearField")}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
});
