/** The trouble of a task in a few words. */
import { useTranslations } from "use-intl";
import { blockingPassBefore, leavesOf, type TaskNode } from "../../protocol/tasks/task-tree";
import { useFormat } from "../../ui/format/format";
import { usePassName } from "../../ui/format/pass-name";
import type { WallTask } from "./wall-tasks";

/** The pass that the other passes of a blocked task wait for. */
function blockingPass(node: TaskNode): TaskNode | undefined {
  const leaves = leavesOf(node);
  for (const leaf of leaves) {
    const pass = blockingPassBefore(leaf, leaves);
    if (pass) return pass;
  }
  return undefined;
}

export function useTroubleText(): (task: WallTask) => string {
  const t = useTranslations("monitor.trouble");
  const format = useFormat();
  const passName = usePassName();
  return ({ node, cause, stalledSeconds, hung, slow }) => {
    const { counts, isOverdue } = node.rollUp;
    const count = format.count(counts.failed);
    if (cause === "blocked") {
      const pass = blockingPass(node);
      return pass ? t("blockedBy", { pass: passName(pass.task) }) : t("blocked");
    }
    if (cause === "allFailed") return counts.total > 0 && counts.failed > 0 ? t("allFailed", { count }) : t("nothing");
    if (cause !== null) return t(cause);
    const parts = [
      counts.failed > 0 ? t("failed", { count }) : "",
      hung > 0 ? t("hung", { count: format.count(hung) }) : "",
      slow > 0 ? t("slow", { count: format.count(slow) }) : "",
      stalledSeconds === null ? "" : t("stalled", { duration: format.duration(stalledSeconds) }),
      isOverdue ? t("overdue") : "",
    ].filter((part) => part !== "");
    return parts.length > 0 ? parts.join(" · ") : t("ended");
  };
}
