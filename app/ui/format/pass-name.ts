/** Names of layers and passes. */
import { useTranslations } from "use-intl";
import type { Task } from "../../protocol/tasks/task";

const passes = ["Render", "RenderPhoton", "GopRender"] as const;
type Pass = (typeof passes)[number];
const isPass = (type: string): type is Pass => passes.some((pass) => pass === type);

/** Name of a shell's child: its layer or pass, with the camera if it has one. */
export function usePassName() {
  const t = useTranslations("task.pass");
  return (task: Task): string => {
    const pass = isPass(task.taskType) ? t(task.taskType) : task.taskType;
    const parts = [task.layerName ?? "", task.layerName && task.taskType === "Render" ? "" : pass, task.camera];
    return parts.filter((part) => part !== "").join(" · ") || task.sceneName;
  };
}
