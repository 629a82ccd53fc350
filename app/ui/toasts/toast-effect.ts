import { type AwaitedWrite, type Toast, toast } from "./toast";

/** A toast that stays until the effect of a write is seen or the user closes it. */
export type AwaitedToast = Toast & { readonly awaited?: AwaitedWrite };

/** The toast of a write whose effect is seen. */
export const doneToast = ({ done, undo }: AwaitedWrite): Toast => ({
  tone: "good",
  title: done,
  ...(undo ? { undo } : {}),
});

/** Announces an accepted write: done if its effect is seen, otherwise accepted, and done when a later look sees it. */
export async function toastEffect(write: AwaitedWrite): Promise<void> {
  if (write.hasEffect()) return toast(doneToast(write));
  const { addToast } = await import("./toast-store");
  addToast({ tone: "idle", title: write.asked, awaited: write });
}
