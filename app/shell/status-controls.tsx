/** The controls at the end of the status line: palette, notifications, and frequently used settings. */
import { Suspense } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../i18n/messages";
import { serverClock } from "../state/server-clock";
import { lazyNamed } from "../ui/browser/lazy-named";
import { useHalfMinute } from "../ui/browser/now";
import { useFormat } from "../ui/format/format";
import { setPreferences, usePreferences } from "../ui/storage/preferences";
import { useColorScheme } from "../ui/theme/use-color-scheme";
import classes from "./status-line.module.css";

const NotificationBell = lazyNamed(
  () => withMessages("soon", import("./notifications/notification-bell")),
  "NotificationBell",
  "inline",
);

export type ControlProps = { readonly onHelp: () => void; readonly onPalette: () => void };

export function StatusControls({ onHelp, onPalette }: ControlProps) {
  return (
    <div className={classes["controls"]}>
      <PaletteButton onPalette={onPalette} />
      <span className={classes["bell"]}>
        <Suspense fallback={null}>
          <NotificationBell />
        </Suspense>
      </span>
      <Clock />
      <ThemeSwitch />
      <LanguageSwitch />
      <HelpButton onHelp={onHelp} />
    </div>
  );
}

const zones = ["local", "farm", "utc"] as const;

function Clock() {
  const t = useTranslations("shell.status");
  const format = useFormat();
  const { timeZone } = usePreferences();
  const nowMs = useHalfMinute();
  const next = zones[(zones.indexOf(timeZone) + 1) % zones.length] ?? "local";
  return (
    <>
      <ClockWarning />
      <button
        type="button"
        className={classes["desk"]}
        title={t("zoneHelp")}
        onClick={() => setPreferences({ timeZone: next })}
      >
        {`${format.zoneName(nowMs)} · ${format.clock(nowMs, nowMs)} · ${t(`zone.${timeZone}`)}`}
      </button>
    </>
  );
}

/**
 * The viewer's clock differs from the farm's, with which every time on the page is computed. No live region: the offset may change
 * with every response.
 */
function ClockWarning() {
  const t = useTranslations("shell.status");
  const format = useFormat();
  const offsetMs = serverClock.use();
  if (offsetMs === 0) return null;
  return (
    <span className={`tone ${classes["warning"]}`} data-tone="halted" title={t("clockHelp")}>
      {t(offsetMs < 0 ? "clockAhead" : "clockBehind", { offset: format.duration(Math.abs(offsetMs) / 1000) })}
    </span>
  );
}

function ThemeSwitch() {
  const t = useTranslations("shell.status");
  const scheme = useColorScheme();
  const next = scheme === "dark" ? "light" : "dark";
  return (
    <button
      type="button"
      className={classes["desk"]}
      aria-label={t(`theme.${next}`)}
      title={t(`theme.${next}`)}
      onClick={() => setPreferences({ theme: next })}
    >
      {scheme === "dark" ? "☀" : "☾"}
    </button>
  );
}

function LanguageSwitch() {
  const format = useFormat();
  const chinese = format.locale === "zh";
  return (
    <button
      type="button"
      className={classes["desk"]}
      lang={chinese ? "en" : "zh-CN"}
      onClick={() => setPreferences({ language: chinese ? "en" : "zh" })}
    >
      {chinese ? "English" : "中文"}
    </button>
  );
}

function PaletteButton({ onPalette }: { onPalette: () => void }) {
  const t = useTranslations("shell.palette");
  return (
    <button type="button" className={classes["desk"]} aria-label={t("open")} title={t("open")} onClick={onPalette}>
      {t("key")}
    </button>
  );
}

function HelpButton({ onHelp }: { onHelp: () => void }) {
  const t = useTranslations("shell.status");
  return (
    <button type="button" className={classes["desk"]} onClick={onHelp}>
      {t("shortcuts")}
    </button>
  );
}
