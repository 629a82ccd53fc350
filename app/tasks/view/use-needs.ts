import type { NeedsMoment } from "../../protocol/tasks/task-needs";
import { needsStep, useNeedsMoment } from "../../queries/tasks/use-needs-moment";
import { useHalfMinute } from "../../ui/browser/now";

/** What tasks that need a user are counted with now. */
export const useNeedsNow = (): NeedsMoment => useNeedsMoment(useHalfMinute(needsStep));
