import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconClock, IconCoin, IconProgress } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { useCurrency } from "../../queries/account/currency";
import { menuIcon } from "../../ui/controls/menu-icon";
import { useFormat } from "../../ui/format/format";
import classes from "./filters.module.css";
import type { FrameSearch } from "./frame-search";

const colors = ["status", "time", "cost"] as const;
const colorIcons = { status: IconProgress, time: IconClock, cost: IconCoin } as const;

/** What the colours of the strip show, and the ends of their scale. */
export function StripColors({
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
