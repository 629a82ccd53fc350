/** A filter over the distinct values of one field: searchable, several at once, each with its count. */
import { Button, Checkbox, Popover, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { foldText } from "../../protocol/wire/fold-text";
import { menuIcon } from "../../ui/controls/menu-icon";
import { toggled } from "../../ui/controls/toggled";
import { useFormat } from "../../ui/format/format";
import classes from "./menus.module.css";

/** Values listed at once; the search field narrows the rest. */
const LISTED = 100;

export function FacetMenu({
  label,
  Icon,
  readOptions,
  chosen,
  isNested,
  labelOf,
  onChange,
}: {
  label: string;
  Icon: typeof IconChevronDown;
  labelOf: (value: string) => string;
  /** The values with their counts. Called when the menu opens: they must not move while it is open. */
  readOptions: () => readonly (readonly [string, number])[];
  chosen: readonly string[];
  /** Within another popover. */
  isNested: boolean;
  onChange: (chosen: readonly string[]) => void;
}) {
  const t = useTranslations("task.filter");
  const format = useFormat();
  const [search, setSearch] = useState("");
  const [options, setOptions] = useState<readonly (readonly [string, number])[]>([]);
  const [only, ...others] = chosen;
  const matching = options.filter(([value]) => foldText(labelOf(value)).includes(foldText(search)));
  // A chosen value that no task has any more stays in the list, so that the user can remove it from the filter.
  const missing = chosen
    .filter((value) => !options.some(([option]) => option === value))
    .map((value) => [value, 0] as const);
  return (
    <Popover
      position="bottom-start"
      width={260}
      trapFocus
      withinPortal={!isNested}
      onOpen={() => setOptions(readOptions())}
      onClose={() => setSearch("")}
    >
      <Popover.Target>
        <Button
          variant={chosen.length > 0 ? "light" : "default"}
          rightSection={<IconChevronDown size={13} aria-hidden="true" />}
          className={classes["facet"] ?? ""}
          {...(isNested ? menuIcon(Icon) : {})}
        >
          {only === undefined
            ? label
            : others.length > 0
              ? `${label} · ${chosen.length}`
              : `${label}: ${labelOf(only)}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <TextInput
          data-autofocus
          aria-label={t("searchIn", { field: label })}
          placeholder={t("searchIn", { field: label })}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <fieldset className={classes["facetList"]} aria-label={label}>
          {[...missing, ...matching.slice(0, LISTED)].map(([value, count]) => (
            <Checkbox
              key={value}
              size="xs"
              checked={chosen.includes(value)}
              onChange={() => onChange(toggled(chosen, value))}
              label={
                <span className={classes["facetOption"]}>
                  <bdi>{labelOf(value)}</bdi>
                  <span className="faint">{format.count(count)}</span>
                </span>
              }
            />
          ))}
          {matching.length === 0 && missing.length === 0 && <p className="faint">{t("noValue")}</p>}
          {matching.length > LISTED && <p className="faint">{t("moreValues", { count: matching.length - LISTED })}</p>}
        </fieldset>
        {chosen.length > 0 && (
          <Button variant="subtle" onClick={() => onChange([])}>
            {t("clearField")}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
