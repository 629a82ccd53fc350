/** Notifications: the browser's permission, whether all tasks of the user are watched, and the alert of files that go soon. */
import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { requestPermission, usePermission } from "../../ui/browser/notification-permission";
import { Choice, ChoiceFrame } from "../../ui/controls/choice";
import { alertDays, setAlertDays, useAlertDays } from "../../ui/storage/outputs-alert";
import { toggleMine, watches } from "../../ui/storage/watches";
import classes from "../settings.module.css";

const glyphs = { granted: "✓", denied: "✕", default: "○", missing: "✕" } as const;
const tones = { granted: "good", denied: "bad", default: "idle", missing: "idle" } as const;

export function Notifications() {
  const t = useTranslations("settings.preferences.notifications");
  const watchText = useTranslations("task.watch");
  const permission = usePermission();
  const { mine } = watches.use();
  const days = useAlertDays();
  return (
    <>
      <ChoiceFrame label={t("label")} help={t("help")}>
        {() => (
          <>
            <span className={`tone ${classes["permission"]}`} data-tone={tones[permission]} role="status">
              <span aria-hidden="true">{glyphs[permission]}</span> {t(permission)}
            </span>
            {permission === "default" && (
              <Button variant="default" onClick={() => void requestPermission()}>
                {t("allow")}
              </Button>
            )}
          </>
        )}
      </ChoiceFrame>
      <Choice
        label={watchText("mine")}
        help={t("mineHelp")}
        value={mine ? "on" : "off"}
        options={(["on", "off"] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(next) => {
          if ((next === "on") !== mine) toggleMine();
        }}
      />
      <Choice
        label={t("outputs")}
        help={t("outputsHelp")}
        value={days}
        options={alertDays.map((value) => ({
          value,
          label: value === 0 ? t("off") : t("outputDays", { days: value }),
        }))}
        onChange={setAlertDays}
      />
    </>
  );
}
