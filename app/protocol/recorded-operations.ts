/** Every write that the audit can name: operations of the farm, and what our own routes change. */
import { endpoints, type OperationName, operationNames } from "./endpoints";
import { taskOperations } from "./tasks/task-operations";

/** Our own writes that are not to a task. */
export const serverOperations = [
  "shareView",
  "pinView",
  "deleteView",
  "createToken",
  "revokeToken",
  "changeRole",
] as const;

export type ServerOperation = (typeof serverOperations)[number];

const farmWrites = operationNames.filter((name: OperationName) => endpoints[name].kind === "write");

export const recordedOperations: readonly string[] = [
  ...new Set<string>([...farmWrites, ...taskOperations, ...serverOperations]),
];
