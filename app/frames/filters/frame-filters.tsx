/** The filters of the frames page: states with counts, type, name, frame range; and colours and zoom of the strip. */
import { ActionIcon, Button, Menu, TextInput } from "@mantine/core";
import { IconChevronDown, IconMinus, IconPlus, IconSearch, IconX } from "@tabler/icons-react";
import type { FormEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { plainRange } from "../../protocol/frames/frame-range";
import { FRAME, frameStatus } from "../../protocol/frames/frame-status";
import { OVERDUE } from "../../protocol/tasks/task-status-order";
import { useCurrency } from "../../queries/account/currency";
import { useDelayedText } from "../../ui/controls/delayed-text";
import { type Chip, FilterChips } from "../../ui/controls/filter-chips";
import { useFormat } from "../../ui/format/format";
import { overdueGlyph, statusGlyphs } from "../../ui/status/status-badge";
import { useFrameLabels } from "../frame-labels";
import classes from "./filters.module.css";
import type { FrameSearch } from "./frame-search";
import type { FilteredFrames } from "./frame-view";
import { RangeField } from "./range-field";

/** Most urgent first; null: unknown states. */
const chipStatuses = [
  FRAME.failed,
  FRAME.timedOut,
  FRAME.rendering,
  FRAME.stopped,
  FRAME.waiting,
  FRAME.waitsForPreRender,
  FRAME.waitsForPhotonFrames,
  FRAME.waitsForPriorityFrames,
  FRAME.waitsForPhotonJob,
  FRAME.waitsForSimulation,
  FRAME.waitsForSubFrame,
  FRAME.done,
  null,
].map(frameStatus);
const colors = ["status", "time", "cost"] as const;

/** The type code in a part of the URL; null for frames without a type and for anything else. */
const typeCode = (part: string | undefined) => (/^-?\d{1,9}$/.test(part ?? "") ? Number(part) : null);

const toggled = (list: readonly string[], value: string) =>
  list.includes(value) ? list.filter((other) => other !== value) : [...list, value];

export function FrameFilters({
  search,
  filtered,
  hasRows,
  zoom,
  maxZoom,
  scaleTop,
  onZoom,
  onChange,
  children,
}: {
  search: FrameSearch;
  filtered: FilteredFrames;
  /** Without rows the chips show no counts. */
  hasRows: boolean;
  zoom: number;
  maxZoom: number;
  /** The value at the far end of the colour scale. */
  scaleTop: number;
  onZoom: (zoom: number) => void;
  onChange: (change: Partial<FrameSearch>) => void;
  /** Further filters. */
  children?: ReactNode;
}) {
  const t = useTranslations("frames");
  const statusText = useTranslations("task.status");
  const labels = useFrameLabels();
  const format = useFormat();
  const { chargesHidden } = useCurrency();
  const types = search.type;
  const typeLabel =
    types.length === 1
      ? labels.type(typeCode(types[0]))
      : `${t("column.type")}${types.length === 0 ? "" : ` · ${format.count(types.length)}`}`;
  const overdueChip: Chip = {
    key: OVERDUE,
    tone: "halted",
    label: statusText("overdue"),
    glyph: overdueGlyph,
    count: hasRows ? (filtered.statusCounts.get(OVERDUE) ?? 0) : null,
  };
  const chips = chipStatuses.map(
    ({ name, tone, code }): Chip => ({
      key: name,
      tone,
      label: name === "unknown" ? t("status.unknownGroup") : labels.status(code),
      glyph: statusGlyphs[name],
      count: hasRows ? (filtered.statusCounts.get(name) ?? 0) : null,
    }),
  );
  return (
    <div className={classes["filters"]}>
      <div className={classes["chips"]}>
        <FilterChips
          label={t("column.status")}
          chips={[overdueChip, ...chips]}
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
              {labels.type(typeCode(code))}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <NameField search={search} onChange={onChange} />
      {children}
      {/* Last: its message moves no other field. */}
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
            .filter((color) => color !== "cost" || !chargesHidden)
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
