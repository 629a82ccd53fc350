import { Notifications } from "@mantine/notifications";
import "@mantine/notifications/styles.css";

/** Where toasts stand: top centre, so that they cover neither the selection bar nor a row's menu. */
export function Toasts() {
  return <Notifications position="top-center" limit={4} zIndex={400} />;
}
