import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useHalfMinute } from "../../ui/browser/now";
import { Choice } from "../../ui/controls/choice";
import { useFormat } from "../../ui/format/format";
import { resetPreferences, setPreferences, usePreferences } from "../../ui/storage/preferences";
import { toast } from "../../ui/toasts/toast";
import classes from "../settings.module.css";
import { Notifications } from "./notifications";

/** The preferences of this browser. A change applies at once, in all tabs. */
export function PreferencesSection() {
  const t = useTranslations("settings.preferences");
  const format = useFormat();
  const nowMs = useHalfMinute();
  const { language, theme, timeZone, polling, density, shortcuts } = usePreferences();
  const reset = () => {
    resetPreferences();
    void toast({ tone: "good", title: t("resetDone") });
  };
  return (
    <>
      <Choice
        label={t("language.label")}
        value={language}
        options={[
          { value: "auto", label: t("language.auto") },
          { value: "zh", label: "中文" },
          { value: "en", label: "English" },
        ]}
        onChange={(next) => setPreferences({ language: next })}
      />
      <Choice
        label={t("theme.label")}
        value={theme}
        options={(["auto", "light", "dark"] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
        onChange={(next) => setPreferences({ theme: next })}
      />
      <Choice
        label={t("timeZone.label")}
        help={t("timeZone.help", { now: format.moment(nowMs) })}
        value={timeZone}
        options={(["local", "farm", "utc"] as const).map((value) => ({ value, label: t(`timeZone.${value}`) }))}
        onChange={(next) => setPreferences({ timeZone: next })}
      />
      <Choice
        label={t("polling.label")}
        help={t("polling.help")}
        value={polling}
        options={(["auto", "5", "15", "60", "off"] as const).map((value) => ({ value, label: t(`polling.${value}`) }))}
        onChange={(next) => setPreferences({ polling: next })}
      />
      <Choice
        label={t("density.label")}
        help={t("density.help")}
        value={density}
        options={(["normal", "compact"] as const).map((value) => ({ value, label: t(`density.${value}`) }))}
        onChange={(next) => setPreferences({ density: next })}
      />
      <Notifications />
      <Choice
        label={t("shortcuts.label")}
        help={t("shortcuts.help")}
        value={shortcuts ? "on" : "off"}
        options={(["on", "off"] as const).map((value) => ({ value, label: t(`shortcuts.${value}`) }))}
        onChange={(next) => setPreferences({ shortcuts: next === "on" })}
      />
      <div className={classes["foot"]}>
        <Button variant="default" onClick={reset}>
          {t("reset")}
        </Button>
        <span className="faint">{t("resetHelp")}</span>
      </div>
    </>
  );
}
