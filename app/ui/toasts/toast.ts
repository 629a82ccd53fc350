/** Toasts, with what shows them loaded after the page: none needs them to start. */

export type Toast = { readonly title: string; readonly message?: string; readonly tone: "good" | "bad" | "idle" };

/** Shows a toast; failures stay until closed. */
export async function toast(one: Toast): Promise<void> {
  const { addToast } = await import("./toast-store");
  addToast(one);
}
