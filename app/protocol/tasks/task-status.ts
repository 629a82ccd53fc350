/**
 * Task states (endpoints-2018 section 3.1), used by badges, filters, commands and the roll-up. Their order is in
 * task-status-order.ts. The vendor does not document which state allows which action: `allows` is the union of what the
 * specification suggests and what the vendor's client offers (corrections, row 4), and the farm may refuse. The demo farm has
 * a table of its own on purpose (mocks/farm/operations/task-rules.ts); its test states where the two differ.
 */

/** Codes of the task states by name. */
export const TASK = {
  waiting: 0,
  rendering: 5,
  preRendering: 8,
  stopped: 10,
  userStopped: 15,
  arrearsStopped: 20,
  timedOut: 23,
  finished: 25,
  finishedWithFailed: 30,
  abandoned: 35,
  testDone: 40,
  failed: 45,
  analysing: 50,
  submitting: 60,
  submitFailed: 65,
  finishedWithStopped: 70,
  updating: 100,
} as const;

type DocumentedName = keyof typeof TASK;
export type TaskStatusName = DocumentedName | "unknown";

/** `approve` continues a task after its test frames; only the current dialect has it (endpoints-current section 3). */
export type TaskAction = "rerender" | "approve" | "start" | "stop" | "abandon" | "delete";

/** Colour families of the states, each with a token in app/ui/theme/theme.css. */
export type StatusTone = "active" | "good" | "bad" | "halted" | "held" | "idle" | "unknown";

export type TaskStatus = {
  readonly code: number;
  /** Key of the label in app/i18n (`task.status.<name>`). */
  readonly name: TaskStatusName;
  readonly tone: StatusTone;
  /** The state does not change until a user acts. */
  readonly isEnded: boolean;
  readonly allows: readonly TaskAction[];
};

const halted: readonly TaskAction[] = ["start", "abandon", "delete", "rerender"];

type Row = readonly [tone: StatusTone, isEnded: boolean, allows: readonly TaskAction[]];
const rows: Readonly<Record<DocumentedName, Row>> = {
  waiting: ["idle", false, ["stop", "abandon"]],
  rendering: ["active", false, ["rerender", "approve", "stop", "abandon"]],
  preRendering: ["active", false, ["stop", "abandon"]],
  stopped: ["halted", true, halted],
  userStopped: ["halted", true, halted],
  arrearsStopped: ["halted", true, halted],
  timedOut: ["bad", true, halted],
  finished: ["good", true, ["delete"]],
  finishedWithFailed: ["bad", true, ["rerender", "delete"]],
  abandoned: ["halted", true, ["rerender", "delete"]],
  testDone: ["held", true, ["rerender", "approve", "stop", "abandon", "delete"]],
  failed: ["bad", true, halted],
  analysing: ["active", false, ["abandon"]],
  submitting: ["active", false, ["stop"]],
  submitFailed: ["bad", true, ["start", "delete"]],
  finishedWithStopped: ["halted", true, ["start", "rerender", "delete"]],
  updating: ["active", false, []],
};

const isDocumentedName = (name: string): name is DocumentedName => Object.hasOwn(TASK, name);

/** Every documented state, in the order of the codes. */
export const taskStatuses: readonly TaskStatus[] = Object.keys(TASK)
  .filter(isDocumentedName)
  .map((name) => {
    const [tone, isEnded, allows] = rows[name];
    return { code: TASK[name], name, tone, isEnded, allows };
  });

/** Whether time limit, priority and hardware can be changed in this state. */
export const allowsChange = (code: number | null): boolean => code !== TASK.updating;

const statusByCode = new Map(taskStatuses.map((status) => [status.code, status]));

/** The state of a code. An unknown code is neither green nor ended; it allows every action, so that the farm decides. */
export function taskStatus(code: number | null): TaskStatus {
  return (
    statusByCode.get(code ?? Number.NaN) ?? {
      code: code ?? -1,
      name: "unknown",
      tone: "unknown",
      isEnded: false,
      allows: ["rerender", "start", "stop", "abandon", "delete"],
    }
  );
}

/** Whether a task that ended with this status needs attention: failures, the time limit, no balance. */
export function endedInTrouble(statusCode: number | null): boolean {
  const { tone, isEnded, name } = taskStatus(statusCode);
  return isEnded && (tone === "bad" || name === "arrearsStopped");
}
