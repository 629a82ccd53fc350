/** Who keeps the served list current: the collector of this instance, or the one of the account's leader. */
import type { CollectorState } from "../../mirror/live-tasks";
import type { TaskHistory } from "../../mirror/task-history";

export type ListKeeper = {
  readonly state: () => CollectorState;
  /** A page asks: polls become more frequent. */
  readonly noteViewer: () => void;
  /** Resolves when the farm was read after this call, or could not be read. */
  readonly refresh: () => Promise<void>;
  /** Merges what passed through the proxy. */
  readonly merge: (change: (history: TaskHistory) => TaskHistory) => void;
  /** Reads top-level tasks now, because somebody changed them. */
  readonly readSoon: (topIds: readonly number[]) => void;
};
