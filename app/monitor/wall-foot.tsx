/** The last line of the wall: totals of the account, a new version, and when the data was read. */
import { useTranslations } from "use-intl";
import type { FrameTotals } from "../queries/frames/frame-stats";
import { useFormat } from "../ui/format/format";
import { PlatformLine } from "./platform-line";
import { KioskReload } from "./screen/kiosk-reload";
import { TotalsRow } from "./totals-row";
import classes from "./wall-foot.module.css";

type Props = {
  totals: FrameTotals | undefined;
  lastMs: number;
  kiosk: boolean;
  /** The data is fresh, no dialog is open, and a reload would not end the full screen. */
  isQuiet: boolean;
};

export function WallFoot({ totals, lastMs, kiosk, isQuiet }: Props) {
  const t = useTranslations("monitor.bar");
  const format = useFormat();
  return (
    <div className={classes["foot"]}>
      <TotalsRow totals={totals} />
      <PlatformLine />
      {kiosk && <KioskReload isQuiet={isQuiet} />}
      <span className={classes["read"]}>
        {t("read", { time: `${format.time(lastMs)} ${format.zoneName(lastMs)}` })}
      </span>
    </div>
  );
}
