/** A filter over the distinct values of one field: searchable, several at once, each with its count. */
import { Button, Checkbox, Popover, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../ui/format/format";
import classes from "../tasks.module.css";

/** Values listed at once; the search finds the others. */
const LISTED = 100;

export function FacetMenu({
  label,
  readOptions,
  chosen,
  nested,
  wordsOf,
  onChange,
}: {
  label: string;
  /** What a value is called. */
  wordsOf: (value: string) => string;
  /** The values with their counts; asked for when the menu opens, and left alone while it is open. */
  readOptions: () => readonly (readonly [string, number])[];
  chosen: readonly string[];
  /** Within another popover. */
  nested: boolean;
  onChange: (chosen: readonly string[]) => void;
}) {
  const t = useTranslations("task.filter");
  const format = useFormat();
  const [search, setSearch] = useState("");
  const [options, setOptions] = useState<readonly (readonly [string, number])[]>([]);
  const found = options.filter(([value]) => wordsOf(value).toLowerCase().includes(search.toLowerCase()));
  // A chosen value stays listed although no task has it any more, so that it can be taken back.
  const missing = chosen
    .filter((value) => !options.some(([known]) => known === value))
    .map((value) => [value, 0] as const);
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  return (
    <Popover
      position="bottom-start"
      width={260}
      trapFocus
      withinPortal={!nested}
      onOpen={() => setOptions(readOptions())}
      onClose={() => setSearch("")}
    >
      <Popover.Target>
        <Button
          variant={chosen.length > 0 ? "light" : "default"}
          rightSection={<IconChevronDown size={13} aria-hidden="true" />}
          className={classes["facet"] ?? ""}
        >
          {chosen.length === 0 ? label : chosen.length === 1 ? chosen.map(wordsOf) : `${label} · ${chosen.length}`}
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
          {[...missing, ...found.slice(0, LISTED)].map(([value, count]) => (
            <Checkbox
              key={value}
              size="xs"
              checked={chosen.includes(value)}
              onChange={() => toggle(value)}
              label={
                <span className={classes["facetOption"]}>
                  <bdi>{wordsOf(value)}</bdi>
                  <span className="faint">{format.count(count)}</span>
                </span>
              }
            />
          ))}
          {found.length === 0 && missing.length === 0 && <p className="faint">{t("noValue")}</p>}
          {found.length > LISTED && <p className="faint">{t("moreValues", { count: found.length - LISTED })}</p>}
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
