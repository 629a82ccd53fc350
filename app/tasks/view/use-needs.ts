import type { NeedsMoment } from "../../protocol/tasks/task-needs";
import { useNeedsMoment } from "../../queries/tasks/use-needs-moment";
import { useHalfMinute } from "../../ui/browser/now";

const STEP_MS = 600_000;

/** What tasks that need a user are counted with now. */
export const useNeedsNow = (): NeedsMoment =>
  useNeedsMoment(useHalfMinute((nowMs) => Math.floor(nowMs / STEP_MS) * STEP_MS));
