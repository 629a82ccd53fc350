/** Shows toasts. Their component is loaded after the page, which starts without any. */
import type { Failure } from "../../protocol/wire/failure";

export type Toast = {
  readonly title: string;
  readonly message?: string;
  /** "halted" warns of what will happen. */
  readonly tone: "good" | "bad" | "halted" | "idle";
  /** The failure that it is about: a refusal with an action of its own gets that action. */
  readonly failure?: Failure;
  /** The tasks of the refused request. */
  readonly taskIds?: readonly number[];
  /** A button, for example to show what the toast is about. It closes the toast. */
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly undo?: UndoOffer;
};

/** Takes back the write that a toast announces. Ctrl Z takes back the one of the newest toast. */
export type UndoOffer = {
  readonly label: string;
  /** Resolves to the toast that replaces this one, or to null: it closes. Never rejects. */
  readonly run: () => Promise<UndoOutcome | null>;
};

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
  /** What the toast offers once the effect is seen. */
  readonly undo?: UndoOffer;
};

/** What became of an undo; `awaited`: its effect is not seen yet. */
export type UndoOutcome = Toast & { readonly awaited?: AwaitedWrite };

/** Shows a toast. Failures and warnings stay until the user closes them. */
export async function toast(content: Toast): Promise<void> {
  const { addToast } = await import("./toast-store");
  addToast(content);
}
