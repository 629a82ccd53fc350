/** Submitted between two days: presets, or two dates. */
import { Button, Group, Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useHalfMinute } from "../../ui/browser/now";
import { resolveDay } from "../../ui/format/day-range";
import { useFormat } from "../../ui/format/format";
import classes from "./toolbar.module.css";

const presets = [1, 7, 30, 90] as const;
/** A preset stays relative on the URL and in saved views. */
const since = (count: number) => `${count}d`;

type Days = { readonly from: string | undefined; readonly to: string | undefined };

export function DateMenu({
  days,
  isNested,
  onChange,
}: {
  days: Days;
  /** Within another popover. */
  isNested: boolean;
  onChange: (days: Days) => void;
}) {
  const t = useTranslations("task.filter");
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const { from, to } = days;
  const today = useHalfMinute(format.dayKey);
  const firstDay = resolveDay(from, today);
  const preset = to === undefined ? presets.find((count) => since(count) === from) : undefined;
  const label =
    preset !== undefined
      ? t("lastDays", { count: preset })
      : from || to
        ? `${firstDay ?? "…"} – ${to ?? "…"}`
        : t("anyDate");
  const choose = (next: Days) => {
    onChange(next);
    setOpened(false);
  };
  const field = (key: keyof Days) => (
    <label className={classes["dateField"]}>
      {t(key)}
      <input
        type="date"
        value={(key === "from" ? firstDay : to) ?? ""}
        onChange={(event) => onChange({ ...days, [key]: event.currentTarget.value || undefined })}
      />
    </label>
  );
  return (
    <Popover
      position="bottom-start"
      width={250}
      trapFocus
      withinPortal={!isNested}
      opened={opened}
      onChange={setOpened}
    >
      <Popover.Target>
        <Button
          variant={from || to ? "light" : "default"}
          rightSection={<IconChevronDown size={13} aria-hidden="true" />}
          onClick={() => setOpened(!opened)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Group gap={4}>
          <Button variant="subtle" onClick={() => choose({ from: undefined, to: undefined })}>
            {t("anyDate")}
          </Button>
          {presets.map((count) => (
            <Button key={count} variant="subtle" onClick={() => choose({ from: since(count), to: undefined })}>
              {t("lastDays", { count })}
            </Button>
          ))}
        </Group>
        {field("from")}
        {field("to")}
      </Popover.Dropdown>
    </Popover>
  );
}
