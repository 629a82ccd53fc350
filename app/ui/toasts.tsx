import { MantineThemeProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import "@mantine/core/styles/Notification.css";
import "@mantine/notifications/styles.css";
import { useMemo } from "react";
import { useTranslations } from "use-intl";

/** Where toasts stand: top centre, so that they cover neither the selection bar nor a row's menu. Their × has a name. */
export function Toasts() {
  const t = useTranslations("common");
  const theme = useMemo(
    () => ({ components: { Notification: { defaultProps: { closeButtonProps: { "aria-label": t("close") } } } } }),
    [t],
  );
  return (
    <MantineThemeProvider theme={theme} inherit>
      <Notifications position="top-center" limit={4} zIndex={400} />
    </MantineThemeProvider>
  );
}
