/**
 * A hidden tab may be the first to notice that a task ended. It offers the notification to the visible tabs and announces it
 * only when none of them takes it.
 */
import * as z from "zod/mini";
import type { TaskNotification } from "../../protocol/tasks/task-notification";
import { notificationSchema } from "./notification-list";

/** Time the other tabs have to answer, ms: they are on the same machine. */
const ANSWER_MS = 500;

/** `news` is the name in the channel's version 1: tabs of two versions of the page may be open side by side. */
const messageSchema = z.union([
  z.object({ offer: z.string(), news: z.array(notificationSchema) }),
  z.object({ taken: z.string() }),
]);
type Message = z.infer<typeof messageSchema>;

export type NotificationRelay = {
  /** Offers notifications to the visible tabs. Resolves with whether one of them took the offer. Never rejects. */
  readonly offer: (notifications: readonly TaskNotification[]) => Promise<boolean>;
  readonly close: () => void;
};

/** `onOffer` receives the notifications that a hidden tab offers while this one is visible. */
export function openNotificationRelay(
  onOffer: (notifications: readonly TaskNotification[]) => void,
): NotificationRelay {
  if (typeof BroadcastChannel === "undefined") return { offer: () => Promise.resolve(false), close: () => undefined };
  const channel = new BroadcastChannel("renderdeck.news.1");
  const pendingOffers = new Map<string, () => void>();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- only windows take a target origin; a channel reaches this origin alone
  const post = (message: Message) => channel.postMessage(message);
  channel.addEventListener("message", ({ data }) => {
    const parsed = messageSchema.safeParse(data);
    if (!parsed.success) return;
    if ("taken" in parsed.data) return pendingOffers.get(parsed.data.taken)?.();
    if (document.hidden) return;
    post({ taken: parsed.data.offer });
    onOffer(parsed.data.news);
  });
  return {
    offer: (notifications) =>
      new Promise((resolve) => {
        const id = `${Date.now()} ${Math.random()}`;
        const settle = (isTaken: boolean) => {
          clearTimeout(timer);
          pendingOffers.delete(id);
          resolve(isTaken);
        };
        const timer = setTimeout(() => settle(false), ANSWER_MS);
        pendingOffers.set(id, () => settle(true));
        post({ offer: id, news: [...notifications] });
      }),
    close: () => channel.close(),
  };
}
