/** Filters of the frames: state chips with counts, type, text, the farm's own search, range expression; colours and zoom. */
import { ActionIcon, Button, Menu, TextInput } from "@mantine/core";
import { IconChevronDown, IconMinus, IconPlus, IconSearch, IconX } from "@tabler/icons-react";
import type { FormEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { frameStatus } from "../../protocol/frames/frame";
import { plainRange } from "../../protocol/frames/frame-range";
import { useCurrency } from "../../queries/account/currency";
import { useDelayedText } from "../../ui/controls/delayed-text";
import { type Chip, FilterChips } from "../../ui/controls/filter-chips";
import { useFormat } from "../../ui/format/format";
import { statusGlyphs } from "../../ui/status/status-badge";
import { useFrameLabels } from "../frame-labels";
import classes from "../frames.module.css";
import type { FrameSearch } from "./frame-search";
import type { FilteredFrames } from "./frame-view";
import { RangeField } from "./range-field";

/** What needs somebody comes first. */
const chipStatuses = [5, 11, 2, 3, 1, 6, 7, 8, 9, 10, 12, 4, null].map(frameStatus);
const colors = ["status", "time", "cost"] as const;

/** The code a part of the URL stands for; null: a frame without one, or nothing that could be one. */
const typeCode = (part: string | undefined) => (/^-?\d{1,9}$/.test(part ?? "") ? Number(part) : null);

const toggled = (list: readonly string[], value: string) =>
  list.includes(value) ? list.filter((other) => other !== value) : [...list, value];

export function FrameFilters({
  search,
  filtered,
  known,
  zoom,
  maxZoom,
  scaleTop,
  onZoom,
  onChange,
  children,
}: {
  search: FrameSearch;
  filtered: FilteredFrames;
  /** There are frames to count. */
  known: boolean;
  zoom: number;
  maxZoom: number;
  /** What the far end of the colour scale stands for. */
  scaleTop: number;
  onZoom: (zoom: number) => void;
  onChange: (change: Partial<FrameSearch>) => void;
  /** More of them. */
  children?: ReactNode;
}) {
  const t = useTranslations("frames");
  const words = useFrameLabels();
  const format = useFormat();
  const { chargesHidden: hidden } = useCurrency();
  const types = search.type;
  const typeLabel =
    types.length === 1
      ? words.type(typeCode(types[0]))
      : `${t("column.type")}${types.length === 0 ? "" : ` · ${format.count(types.length)}`}`;
  const chips = chipStatuses.map(
    ({ name, tone, code }): Chip => ({
      key: name,
      tone,
      label: name === "unknown" ? t("status.unknownGroup") : words.status(code),
      glyph: statusGlyphs[name],
      count: known ? (filtered.statusCounts.get(name) ?? 0) : null,
    }),
  );
  return (
    <div className={classes["filters"]}>
      <div className={classes["chips"]}>
        <FilterChips
          label={t("column.status")}
          chips={chips}
          chosen={search.status}
          onChange={(status) => onChange({ status: [...status] })}
        />
      </div>
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
              {words.type(typeCode(code))}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <NameField search={search} onChange={onChange} />
      {children}
      {/* Last, so that what it says pushes nothing that is being typed in. */}
      <RangeField value={search.range} matching={filtered.rows.length} onChange={(range) => onChange({ range })} />
      <span className={classes["grow"]} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={13} aria-hidden="true" />}>
            {t("colorBy", { by: t(`color.${search.color}`) })}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {colors
            .filter((color) => color !== "cost" || !hidden)
            .map((color) => (
              <Menu.Item key={color} onClick={() => onChange({ color })}>
                {t(`color.${color}`)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      {search.color !== "status" && <Legend by={search.color} top={scaleTop} />}
      <span className={classes["zoom"]}>
        <ActionIcon variant="default" aria-label={t("zoomOut")} disabled={zoom <= 1} onClick={() => onZoom(zoom / 2)}>
          <IconMinus size={14} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={t("zoomIn")}
          disabled={zoom >= maxZoom}
          onClick={() => onZoom(zoom * 2)}
        >
          <IconPlus size={14} aria-hidden="true" />
        </ActionIcon>
      </span>
    </div>
  );
}

/** What the ends of the colour scale stand for. Times end short of the slowest, which would wash out the rest. */
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

/** Looks for names: among the loaded ones as one types, at the farm on Enter. */
function NameField({ search, onChange }: { search: FrameSearch; onChange: (change: Partial<FrameSearch>) => void }) {
  const t = useTranslations("frames");
  const [text, setText] = useDelayedText(search.q, (q) => onChange({ q }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setText("");
    // The farm knows "2–4" as "2-4".
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
