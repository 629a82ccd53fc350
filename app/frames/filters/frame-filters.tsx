/** The filters of the frames page: states with counts, type, name, frame range; and the colours of the strip. */
import { ActionIcon, Button, Menu, TextInput } from "@mantine/core";
import { IconChevronDown, IconClock, IconCoin, IconFilter, IconProgress, IconSearch, IconX } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { plainRange } from "../../protocol/frames/frame-range";
import { FRAME, type FrameStatus, frameStatus } from "../../protocol/frames/frame-status";
import type { StatusTone } from "../../protocol/tasks/task-status";
import { OVERDUE } from "../../protocol/tasks/task-status-order";
import { useCurrency } from "../../queries/account/currency";
import { useNarrow } from "../../ui/browser/narrow";
import { useDelayedText } from "../../ui/controls/delayed-text";
import { type Chip, FilterChips } from "../../ui/controls/filter-chips";
import { menuIcon } from "../../ui/controls/menu-icon";
import { useFormat } from "../../ui/format/format";
import { overdueGlyph, statusGlyphs } from "../../ui/status/status-badge";
import { HUNG_OR_SLOW_GLYPH, useFrameLabels } from "../frame-labels";
import classes from "./filters.module.css";
import type { FrameSearch } from "./frame-search";
import { type FilteredFrames, HUNG_OR_SLOW, OUTLIER } from "./frame-view";
import { RangeField } from "./range-field";

/** States in fixed places, 0 included; most urgent first. */
const fixedStatuses = [FRAME.failed, FRAME.rendering, FRAME.waiting, FRAME.done, FRAME.stopped].map(frameStatus);
/** Rarer states, after them; null: unknown states. */
const rareStatuses = [
  FRAME.timedOut,
  FRAME.waitsForPreRender,
  FRAME.waitsForPhotonFrames,
  FRAME.waitsForPriorityFrames,
  FRAME.waitsForPhotonJob,
  FRAME.waitsForSimulation,
  FRAME.waitsForSubFrame,
  null,
].map(frameStatus);
const colors = ["status", "time", "cost"] as const;
const colorIcons = { status: IconProgress, time: IconClock, cost: IconCoin } as const;

/** The type code in a part of the URL; null for frames without a type and for anything else. */
const typeCode = (part: string | undefined) => (/^-?\d{1,9}$/.test(part ?? "") ? Number(part) : null);

const toggled = (list: readonly string[], value: string) =>
  list.includes(value) ? list.filter((other) => other !== value) : [...list, value];

export function FrameFilters({
  search,
  filtered,
  hasRows,
  scaleTop,
  onChange,
  children,
}: {
  search: FrameSearch;
  filtered: FilteredFrames;
  /** Without rows the chips show no counts. */
  hasRows: boolean;
  /** The value at the far end of the colour scale. */
  scaleTop: number;
  onChange: (change: Partial<FrameSearch>) => void;
  /** Further filters. */
  children?: ReactNode;
}) {
  const t = useTranslations("frames");
  const statusText = useTranslations("task.status");
  const labels = useFrameLabels();
  const format = useFormat();
  const types = search.type;
  const typeLabel =
    types.length === 1
      ? labels.type(typeCode(types[0]))
      : `${t("column.type")}${types.length === 0 ? "" : ` · ${format.count(types.length)}`}`;
  const chipOf = (key: string, label: string, glyph: string, tone: StatusTone, fixed = false): Chip => ({
    key,
    label,
    glyph,
    tone,
    fixed,
    count: hasRows ? (filtered.statusCounts.get(key) ?? 0) : null,
  });
  const stateChip =
    (fixed: boolean) =>
    ({ name, tone, code }: FrameStatus) =>
      chipOf(
        name,
        name === "unknown" ? t("status.unknownGroup") : labels.status(code),
        statusGlyphs[name],
        tone,
        fixed,
      );
  const [failedChip, ...fixedChips] = fixedStatuses.map(stateChip(true));
  const chips = [
    ...(failedChip ? [failedChip] : []),
    chipOf(HUNG_OR_SLOW, t("state.chip"), HUNG_OR_SLOW_GLYPH, "bad", true),
    ...fixedChips,
    ...rareStatuses.map(stateChip(false)),
    chipOf(OVERDUE, statusText("overdue"), overdueGlyph, "halted"),
    chipOf(OUTLIER, t("state.outlier"), HUNG_OR_SLOW_GLYPH, "halted"),
  ];
  const isNarrow = useNarrow();
  const isFurtherUsed = search.type.length > 0 || search.q !== "" || search.search !== "" || search.range !== "";
  const [isOpen, setOpen] = useState(isFurtherUsed);
  const areFurtherShown = !isNarrow || isOpen;
  return (
    <div className={classes["filters"]}>
      <div className={classes["line"]}>
        <div className={classes["chips"]}>
          <FilterChips
            label={t("column.status")}
            chips={chips}
            chosen={search.status}
            onChange={(status) => onChange({ status: [...status] })}
          />
        </div>
        {isNarrow ? (
          <ActionIcon
            variant={isFurtherUsed ? "light" : "default"}
            size={34}
            aria-label={t("furtherFilters")}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <IconFilter size={16} aria-hidden="true" />
          </ActionIcon>
        ) : (
          <Colors search={search} scaleTop={scaleTop} onChange={onChange} />
        )}
      </div>
      {areFurtherShown && (
        <div className={classes["line"]}>
          <Menu closeOnItemClick={false} position="bottom-start">
            <Menu.Target>
              <Button
                variant={search.type.length > 0 ? "light" : "default"}
                rightSection={<IconChevronDown size={13} aria-hidden="true" />}
              >
                {typeLabel}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {[...filtered.typeCounts].map(([code, count]) => (
                <Menu.Item
                  key={code}
                  role="menuitemcheckbox"
                  aria-checked={search.type.includes(code)}
                  leftSection={<span aria-hidden="true">{search.type.includes(code) ? "✓" : " "}</span>}
                  rightSection={<span className="faint">{format.count(count)}</span>}
                  onClick={() => onChange({ type: toggled(search.type, code) })}
                >
                  {labels.type(typeCode(code))}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <NameField search={search} onChange={onChange} />
          <RangeField value={search.range} matching={filtered.rows.length} onChange={(range) => onChange({ range })} />
          <span className={classes["grow"]} />
          {/* At the end: what comes and goes here, or grows, moves no other field. */}
          {children}
          {isNarrow && <Colors search={search} scaleTop={scaleTop} onChange={onChange} />}
        </div>
      )}
    </div>
  );
}

/** What the colours of the strip show, and the ends of their scale. */
function Colors({
  search,
  scaleTop,
  onChange,
}: {
  search: FrameSearch;
  scaleTop: number;
  onChange: (change: Partial<FrameSearch>) => void;
}) {
  const t = useTranslations("frames");
  const { chargesHidden } = useCurrency();
  return (
    <>
      {search.color !== "status" && <Legend by={search.color} top={scaleTop} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={13} aria-hidden="true" />}>
            {t("colorBy", { by: t(`color.${search.color}`) })}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {colors
            .filter((color) => color !== "cost" || !chargesHidden)
            .map((color) => (
              <Menu.Item key={color} {...menuIcon(colorIcons[color])} onClick={() => onChange({ color })}>
                {t(`color.${color}`)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** The values at the ends of the colour scale. Times end below the slowest frame, which would fade all others. */
function Legend({ by, top }: { by: "time" | "cost"; top: number }) {
  const t = useTranslations("frames");
  const format = useFormat();
  const { currency } = useCurrency();
  const [low, high] =
    by === "time"
      ? [format.duration(0), `≥ ${format.duration(top)}`]
      : [format.money(0, currency), format.money(top, currency)];
  return (
    <span className={classes["legend"]} role="img" aria-label={t("legend", { low, high })}>
      {low}
      <i />
      {high}
    </span>
  );
}

/** Filters loaded frames by name while the user types; Enter searches at the farm. */
function NameField({ search, onChange }: { search: FrameSearch; onChange: (change: Partial<FrameSearch>) => void }) {
  const t = useTranslations("frames");
  const [text, setText] = useDelayedText(search.q, (q) => onChange({ q }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setText("");
    // The farm writes "2–4" as "2-4".
    onChange({ search: plainRange(text.trim()), q: "" });
  };
  return (
    <form onSubmit={submit} className={classes["keyword"]}>
      <TextInput
        type="search"
        data-page-search
        aria-label={t("name.search")}
        placeholder={t("name.search")}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        maxLength={300}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {search.search !== "" && (
        <Button
          variant="light"
          rightSection={<IconX size={12} aria-hidden="true" />}
          onClick={() => onChange({ search: "" })}
        >
          {t("name.atFarm", { keyword: search.search })}
        </Button>
      )}
    </form>
  );
}
