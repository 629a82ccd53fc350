import { useTranslations } from "use-intl";

/** The label of a period: "since 20:00", "last 24 hours". */
export function useSinceLabel() {
  const t = useTranslations("monitor.since");
  return (choice: string): string => (choice === "24h" || choice === "7d" ? t(choice) : t("hour", { hour: choice }));
}

/** The period within a sentence: "failed since 20:00", "failed in the last 24 hours". */
export function useSincePhrase() {
  const t = useTranslations("monitor.since");
  return (choice: string): string =>
    choice === "24h" || choice === "7d" ? t(`phrase${choice}`) : t("hour", { hour: choice });
}
