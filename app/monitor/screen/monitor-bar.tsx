/** The Monitor's bar: start of the period, size of type, kiosk, full screen. */
import { Button } from "@mantine/core";
import { IconDeviceTv, IconMaximize, IconMinimize } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import type { MonitorSearch } from "../monitor-search";
import { sinceChoices } from "../since/since";
import { useSinceLabel } from "../since/since-label";
import classes from "./monitor-bar.module.css";
import { changeScreen, nextScale, useScreen } from "./screen";
import type { useFullScreen } from "./use-full-screen";
import type { WakeLockState } from "./use-wake-lock";

export function MonitorBar({
  search,
  onChange,
  fullScreen,
  wakeLock,
}: {
  search: MonitorSearch;
  onChange: (next: Partial<MonitorSearch>) => void;
  fullScreen: ReturnType<typeof useFullScreen>;
  wakeLock: WakeLockState;
}) {
  const t = useTranslations("monitor.bar");
  const sinceLabel = useSinceLabel();
  const kiosk = search.kiosk === 1;
  return (
    <header className={classes["bar"]}>
      <h1>{t("title")}</h1>
      <select
        aria-label={t("since")}
        value={search.since}
        onChange={(event) => onChange({ since: event.currentTarget.value })}
      >
        {sinceChoices.map((choice) => (
          <option key={choice} value={choice}>
            {sinceLabel(choice)}
          </option>
        ))}
      </select>
      <span className={classes["grow"]} />
      {wakeLock === "refused" && (
        <span className={`faint ${classes["note"]}`} title={t("maySleepHelp")}>
          {t("maySleep")}
        </span>
      )}
      <TypeSize />
      <Button
        variant="default"
        leftSection={<IconDeviceTv size={15} aria-hidden="true" />}
        title={t("kioskHelp")}
        onClick={() => onChange({ kiosk: kiosk ? 0 : 1 })}
      >
        <span className={classes["name"]}>{t(kiosk ? "leaveKiosk" : "kiosk")}</span>
      </Button>
      {fullScreen.toggle && (
        <Button
          variant="default"
          leftSection={
            fullScreen.on ? (
              <IconMinimize size={15} aria-hidden="true" />
            ) : (
              <IconMaximize size={15} aria-hidden="true" />
            )
          }
          onClick={fullScreen.toggle}
        >
          <span className={classes["name"]}>{t(fullScreen.on ? "leaveFullScreen" : "fullScreen")}</span>
        </Button>
      )}
    </header>
  );
}

function TypeSize() {
  const t = useTranslations("monitor.bar");
  const { scale } = useScreen();
  const [smaller, larger] = [nextScale(scale, -1), nextScale(scale, 1)];
  return (
    <Button.Group>
      <Button
        variant="default"
        aria-label={t("smaller")}
        disabled={smaller === null}
        onClick={() => smaller !== null && changeScreen({ scale: smaller })}
      >
        A−
      </Button>
      <Button
        variant="default"
        aria-label={t("larger")}
        disabled={larger === null}
        onClick={() => larger !== null && changeScreen({ scale: larger })}
      >
        A+
      </Button>
    </Button.Group>
  );
}
