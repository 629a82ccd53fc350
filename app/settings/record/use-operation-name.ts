import { useTranslations } from "use-intl";
import { serverOperations } from "../../protocol/recorded-operations";
import { isTaskOperation } from "../../protocol/tasks/task-operations";

/** The writes that are not to tasks. */
const others = [
  "createTask",
  "updateUserSetting",
  "addLabel",
  "deleteLabel",
  "addRenderEnv",
  "updateRenderEnv",
  "deleteRenderEnv",
  "setDefaultRenderEnv",
  ...serverOperations,
] as const;
const isOther = (name: string): name is (typeof others)[number] => others.some((operation) => operation === name);

/** The name of a write in the user's language; an unknown one is as the program calls it. */
export function useOperationName(): (operation: string) => string {
  const t = useTranslations("history.life.operation");
  return (operation) => (isTaskOperation(operation) || isOther(operation) ? t(operation) : operation);
}
