/** Shows toasts. Their component is loaded after the page, which starts without any. */

export type Toast = { readonly title: string; readonly message?: string; readonly tone: "good" | "bad" | "idle" };

/** Shows a toast. Failures stay until the user closes them. */
export async function toast(content: Toast): Promise<void> {
  const { addToast } = await import("./toast-store");
  addToast(content);
}
