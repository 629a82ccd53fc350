/** A promise that a test resolves itself, to wait for an event without a sleep. */
export type Gate = { readonly opened: Promise<void>; readonly open: () => void };

export function createGate(): Gate {
  const target = new EventTarget();
  const opened = new Promise<void>((resolve) => {
    target.addEventListener("open", () => resolve(), { once: true });
  });
  return { opened, open: () => void target.dispatchEvent(new Event("open")) };
}
