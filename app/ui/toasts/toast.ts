/** Shows toasts. Their component is loaded after the page, which starts without any. */
import type { Failure } from "../../protocol/wire/failure";

export type Toast = {
  readonly title: string;
  readonly message?: string;
  readonly tone: "good" | "bad" | "idle";
  /** The failure that it is about: a refusal with an action of its own gets that action. */
  readonly failure?: Failure;
  /** The tasks of the refused request. */
  readonly taskIds?: readonly number[];
  /** A button, for example to show what the toast is about. It closes the toast. */
  readonly action?: { readonly label: string; readonly run: () => void };
};

/** Shows a toast. Failures stay until the user closes them. */
export async function toast(content: Toast): Promise<void> {
  const { addToast } = await import("./toast-store");
  addToast(content);
}
