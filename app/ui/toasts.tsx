import { MantineThemeProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import "@mantine/core/styles/Notification.css";
import "@mantine/notifications/styles.css";
import { useMemo } from "react";
import { useTranslations } from "use-intl";

/**
 * Where toasts stand: top centre, so that they cover neither the selection bar nor a row's menu. Their × has a name, and
 * what stands below their title can be read: the library's grey is too pale.
 */
export function Toasts() {
  const t = useTranslations("common");
  const theme = useMemo(() => {
    const defaultProps = {
      closeButtonProps: { "aria-label": t("close") },
      styles: { description: { color: "var(--ink-soft)" } },
    };
    return { components: { Notification: { defaultProps } } };
  }, [t]);
  return (
    <MantineThemeProvider theme={theme} inherit>
      <Notifications position="top-center" limit={4} zIndex={400} />
    </MantineThemeProvider>
  );
}
