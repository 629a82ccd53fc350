/** Submitted between two days: presets, or two dates. */
import { Button, Group, Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import classes from "./toolbar.module.css";

const DAY_MS = 86_400_000;
const presets = [1, 7, 30, 90] as const;

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
  const nowMs = useHalfMinute();
  const since = (count: number) => format.dayKey(nowMs - (count - 1) * DAY_MS);
  const preset = to === undefined ? presets.find((count) => since(count) === from) : undefined;
  const label =
    preset !== undefined
      ? t("lastDays", { count: preset })
      : from || to
        ? `${from ?? "…"} – ${to ?? "…"}`
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
        value={days[key] ?? ""}
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
