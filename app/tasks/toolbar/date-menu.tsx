/** The two filters by time: when a task was submitted, and when it ended. Each says which one it is. */
import { Button, Group, Popover } from "@mantine/core";
import { IconCalendarCheck, IconCalendarUp, IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useHalfMinute } from "../../ui/browser/now";
import { menuIcon } from "../../ui/controls/menu-icon";
import { useDateNames } from "../../ui/format/date-names";
import { clockMs, resolveDay } from "../../ui/format/day-range";
import { useFormat } from "../../ui/format/format";
import { usePreferences } from "../../ui/storage/preferences";
import { useChangeSearch } from "../view/use-task-search";
import classes from "./menus.module.css";

/** What a preset sets; it stays relative on the URL and in saved views. */
const submittedPresets = ["1d", "yesterday", "7d", "30d", "90d"] as const;
const endedPresets = ["last-night", "since-20:00", "today", "yesterday", "24h"] as const;

const rangeOf = (preset: string) => ({ from: preset, to: preset === "yesterday" ? preset : undefined });

export function SubmittedMenu({
  from,
  to,
  isNested,
}: {
  from: string | undefined;
  to: string | undefined;
  /** Within another popover. */
  isNested: boolean;
}) {
  const t = useTranslations("task");
  const format = useFormat();
  const changeSearch = useChangeSearch();
  const nowMs = useHalfMinute();
  const today = format.dayKey(nowMs);
  const names = useDateNames();
  const firstDay = resolveDay(from, today);
  const lastDay = resolveDay(to, today);
  return (
    <DateMenu
      field={t("column.submitted")}
      Icon={IconCalendarUp}
      value={names.submitted(from, to, nowMs) || null}
      presets={submittedPresets.map((one) => [one, names.submitted(rangeOf(one).from, rangeOf(one).to, nowMs)])}
      isNested={isNested}
      onPreset={(one) => changeSearch(one === null ? { from: undefined, to: undefined } : rangeOf(one))}
    >
      {(["from", "to"] as const).map((key) => (
        <label key={key} className={classes["dateField"]}>
          {t(`filter.${key}`)}
          <input
            type="date"
            value={(key === "from" ? firstDay : lastDay) ?? ""}
            onChange={(event) => changeSearch({ [key]: event.currentTarget.value || undefined })}
          />
        </label>
      ))}
    </DateMenu>
  );
}

export function EndedMenu({ ended, isNested }: { ended: string | undefined; isNested: boolean }) {
  const t = useTranslations("task");
  const format = useFormat();
  const { timeZone } = usePreferences();
  const changeSearch = useChangeSearch();
  const nowMs = useHalfMinute();
  const names = useDateNames();
  const momentMs = ended === undefined ? Number.NaN : Date.parse(ended);
  const time = ended?.startsWith("since-") === true ? ended.slice("since-".length) : "";
  /** A moment of the chosen zone as the field writes it. */
  const wall = Number.isNaN(momentMs) ? "" : `${format.dayKey(momentMs)}T${format.clock(momentMs, momentMs)}`;
  const setMoment = (text: string) => {
    const [day = "", clock = ""] = text.split("T");
    const ms = clockMs(day, clock.slice(0, 5), timeZone);
    changeSearch({ ended: ms === null ? undefined : `${new Date(ms).toISOString().slice(0, 16)}Z` });
  };
  return (
    <DateMenu
      field={t("column.completed")}
      Icon={IconCalendarCheck}
      value={ended === undefined ? null : names.ended(ended, nowMs)}
      presets={endedPresets.map((one) => [one, names.ended(one, nowMs)])}
      isNested={isNested}
      onPreset={(one) => changeSearch({ ended: one ?? undefined })}
    >
      <label className={classes["dateField"]}>
        {t("filter.sinceTime")}
        <input
          type="time"
          value={time}
          onChange={({ currentTarget: { value } }) => changeSearch({ ended: value ? `since-${value}` : undefined })}
        />
      </label>
      <label className={classes["dateField"]}>
        {t("filter.sinceMoment")}
        <input type="datetime-local" value={wall} onChange={(event) => setMoment(event.currentTarget.value)} />
      </label>
    </DateMenu>
  );
}

/** A button with the field and its value, and a menu of presets above fields for other values. */
function DateMenu({
  field,
  Icon,
  value,
  presets,
  isNested,
  onPreset,
  children,
}: {
  field: string;
  Icon: typeof IconChevronDown;
  /** null: no filter. */
  value: string | null;
  presets: readonly (readonly [value: string, name: string])[];
  isNested: boolean;
  /** null: no filter. */
  onPreset: (preset: string | null) => void;
  children: ReactNode;
}) {
  const t = useTranslations("task.filter");
  const [opened, setOpened] = useState(false);
  const choose = (preset: string | null) => {
    onPreset(preset);
    setOpened(false);
  };
  return (
    <Popover
      position="bottom-start"
      width={310}
      trapFocus
      withinPortal={!isNested}
      opened={opened}
      onChange={setOpened}
    >
      <Popover.Target>
        <Button
          variant={value === null ? "default" : "light"}
          rightSection={<IconChevronDown size={13} aria-hidden="true" />}
          onClick={() => setOpened(!opened)}
          {...(isNested ? menuIcon(Icon) : {})}
        >
          {value === null ? field : `${field}: ${value}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Group gap={4}>
          <Button variant="subtle" onClick={() => choose(null)}>
            {t("anyDate")}
          </Button>
          {presets.map(([preset, name]) => (
            <Button key={preset} variant="subtle" onClick={() => choose(preset)}>
              {name}
            </Button>
          ))}
        </Group>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
