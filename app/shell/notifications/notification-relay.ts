/**
 * News goes to a tab that is seen. A hidden tab may be the first to notice; it offers what it knows to the others and tells it
 * itself only when none of them takes it.
 */
import * as z from "zod/mini";
import type { TaskNotification } from "../../protocol/tasks/task-notification";
import { notificationSchema } from "./notification-list";

/** Time the other tabs have to answer, ms: they are on the same machine. */
const ANSWER_MS = 500;

const message = z.union([
  z.object({ offer: z.string(), news: z.array(notificationSchema) }),
  z.object({ taken: z.string() }),
]);
type Message = z.infer<typeof message>;

export type NotificationRelay = {
  /** Offers news to the tabs that are seen. Resolves with whether one of them took it. Never rejects. */
  readonly offer: (news: readonly TaskNotification[]) => Promise<boolean>;
  readonly close: () => void;
};

/** `onNews`: what to do with news that a hidden tab offers while this one is seen. */
export function openNotificationRelay(onNews: (news: readonly TaskNotification[]) => void): NotificationRelay {
  if (typeof BroadcastChannel === "undefined") return { offer: () => Promise.resolve(false), close: () => undefined };
  const channel = new BroadcastChannel("renderdeck.news.1");
  const waiting = new Map<string, () => void>();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is a window's; a channel is our origin's alone
  const post = (one: Message) => channel.postMessage(one);
  channel.addEventListener("message", ({ data }) => {
    const read = message.safeParse(data);
    if (!read.success) return;
    if ("taken" in read.data) return waiting.get(read.data.taken)?.();
    if (document.hidden) return;
    post({ taken: read.data.offer });
    onNews(read.data.news);
  });
  return {
    offer: (news) =>
      new Promise((resolve) => {
        const id = `${Date.now()} ${Math.random()}`;
        const settle = (taken: boolean) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(taken);
        };
        const timer = setTimeout(() => settle(false), ANSWER_MS);
        waiting.set(id, () => settle(true));
        post({ offer: id, news: [...news] });
      }),
    close: () => channel.close(),
  };
}
