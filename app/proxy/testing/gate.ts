/** A promise that the test opens by hand: waiting for an event without a sleep. */
export type Gate = { readonly opened: Promise<void>; readonly open: () => void };

export function gate(): Gate {
  const target = new EventTarget();
  const opened = new Promise<void>((resolve) => {
    target.addEventListener("open", () => resolve(), { once: true });
  });
  return { opened, open: () => void target.dispatchEvent(new Event("open")) };
}
