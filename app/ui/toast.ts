/** Toasts, with the library loaded at the first one: no page needs them to start. */

export type Toast = { readonly title: string; readonly message?: string; readonly tone: "good" | "bad" | "idle" };

/** Shows a toast; failures stay until closed. */
export async function toast({ title, message, tone }: Toast): Promise<void> {
  const { notifications } = await import("@mantine/notifications");
  notifications.show({
    title,
    ...(message ? { message } : { message: "" }),
    color: tone === "bad" ? "red" : tone === "good" ? "green" : "gray",
    autoClose: tone === "bad" ? false : 6000,
    withBorder: true,
  });
}
