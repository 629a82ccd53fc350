/**
 * The table of task states (endpoints-2018 section 3.1), read by badges, filters, guards and the roll-up alike.
 * What a state allows is documented nowhere by the vendor: the `allows` column is our reading and the farm has the last word.
 */

/** `approve` lets a task go on after its test frames: only today's farm has an operation for it (endpoints-current section 3). */
export type TaskAction = "rerender" | "approve" | "start" | "stop" | "abandon" | "delete";

/** Colour families of the status palette; one token each in app/ui/theme/theme.css. */
export type StatusTone = "active" | "good" | "bad" | "halted" | "held" | "idle" | "unknown";

export type TaskStatus = {
  readonly code: number;
  /** Key of the word in app/i18n (`task.status.<name>`). */
  readonly name: TaskStatusName;
  readonly tone: StatusTone;
  /** true: nothing more happens unless somebody acts. */
  readonly isEnded: boolean;
  readonly allows: readonly TaskAction[];
};

const halted = ["start", "abandon", "delete", "rerender"] as const;

const table = [
  [0, "waiting", "idle", false, ["stop", "abandon"]],
  [5, "rendering", "active", false, ["rerender", "stop", "abandon"]],
  [8, "preRendering", "active", false, ["stop", "abandon"]],
  [10, "stopped", "halted", true, halted],
  [15, "userStopped", "halted", true, halted],
  [20, "arrearsStopped", "halted", true, halted],
  [23, "timedOut", "bad", true, halted],
  [25, "finished", "good", true, ["delete"]],
  [30, "finishedWithFailed", "bad", true, ["rerender", "delete"]],
  [35, "abandoned", "halted", true, ["delete"]],
  [40, "testDone", "held", true, ["approve", "abandon", "delete"]],
  [45, "failed", "bad", true, halted],
  [50, "analysing", "active", false, ["abandon"]],
  [60, "submitting", "active", false, []],
  [65, "submitFailed", "bad", true, ["delete"]],
  [70, "finishedWithStopped", "halted", true, ["start", "rerender", "delete"]],
  [100, "updating", "active", false, []],
] as const;

export type TaskStatusName = (typeof table)[number][1] | "unknown";

/** Every known state, in the order of the codes. */
export const taskStatuses: readonly TaskStatus[] = table.map(([code, name, tone, isEnded, allows]) => ({
  code,
  name,
  tone,
  isEnded,
  allows,
}));

const byCode = new Map(taskStatuses.map((status) => [status.code, status]));

/** The row of a code. An unknown code is never green and never ended; what it allows is left to the farm. */
export function taskStatus(code: number | null): TaskStatus {
  return (
    byCode.get(code ?? Number.NaN) ?? {
      code: code ?? -1,
      name: "unknown",
      tone: "unknown",
      isEnded: false,
      allows: ["rerender", "start", "stop", "abandon", "delete"],
    }
  );
}
