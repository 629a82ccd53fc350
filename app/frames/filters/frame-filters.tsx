/** The filters of the frames page: states with counts, type, name, frame range; and the colours of the strip. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconChevronDown, IconFilter } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useNarrow } from "../../ui/browser/narrow";
import { toggled } from "../../ui/controls/toggled";
import { useFormat } from "../../ui/format/format";
import { useFrameLabels } from "../frame-labels";
import classes from "./filters.module.css";
import type { FrameSearch } from "./frame-search";
import type { FilteredFrames } from "./frame-view";
import { NameField } from "./name-field";
import { RangeField } from "./range-field";
import { StateChips } from "./state-chips";
import { StripColors } from "./strip-colors";

/** The type code in a part of the URL; null for frames without a type and for anything else. */
const typeCode = (part: string | undefined) => (/^-?\d{1,9}$/.test(part ?? "") ? Number(part) : null);

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
  const labels = useFrameLabels();
  const format = useFormat();
  const types = search.type;
  const typeLabel =
    types.length === 1
      ? labels.type(typeCode(types[0]))
      : `${t("column.type")}${types.length === 0 ? "" : ` · ${format.count(types.length)}`}`;
  const isNarrow = useNarrow();
  const isFurtherUsed = search.type.length > 0 || search.q !== "" || search.search !== "" || search.range !== "";
  const [isOpen, setOpen] = useState(isFurtherUsed);
  const areFurtherShown = !isNarrow || isOpen;
  return (
    <div className={classes["filters"]}>
      <div className={classes["line"]}>
        <div className={classes["chips"]}>
          <StateChips chosen={search.status} counts={hasRows ? filtered.statusCounts : null} onChange={onChange} />
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
          <StripColors search={search} scaleTop={scaleTop} onChange={onChange} />
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
          {isNarrow && <StripColors search={search} scaleTop={scaleTop} onChange={onChange} />}
        </div>
      )}
    </div>
  );
}
