import { type Toast, toast } from "./toast";

/** An accepted write, and how its effect is looked for. */
export type AwaitedWrite = {
  /** What was requested, in the words of its button. */
  readonly asked: string;
  /** The title of the toast once the effect is seen. */
  readonly done: string;
  /** Whether the data read last shows the effect. */
  readonly hasEffect: () => boolean;
  /** Reads that data again. */
  readonly look: () => Promise<unknown>;
};

/** A toast that stays until the effect of a write is seen or the user closes it. */
export type AwaitedToast = Toast & { readonly awaited?: AwaitedWrite };

/** Announces an accepted write: done if its effect is seen, otherwise accepted, and done when a later look sees it. */
export async function toastEffect(write: AwaitedWrite): Promise<void> {
  if (write.hasEffect()) return toast({ tone: "good", title: write.done });
  const { addToast } = await import("./toast-store");
  addToast({ tone: "idle", title: write.asked, awaited: write });
}
