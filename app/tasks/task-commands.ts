/** What is offered for some tasks, in the order of every menu and bar: the actions that apply, what opens a dialog of its own, then what destroys. */
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Capability } from "../protocol/capabilities";
import type { Failure } from "../protocol/failure";
import type { TaskAction } from "../protocol/task-status";
import { type CapabilityState, useCapabilities } from "../queries/capabilities";
import { taskActionNames, taskActions } from "../queries/task-actions";
import { type ActionPlan, planAction, type Subject } from "./action-plan";

export type TaskCommand = TaskAction | "change" | "files";

/** What "Change…" can change, each with what the farm must have for it. */
export const changeCapabilities = ["timeLimit", "priority", "taskTags", "hardware"] as const satisfies Capability[];

export type Offer = {
  readonly command: TaskCommand;
  /** What an action would do; null for what asks in a dialog of its own. */
  readonly plan: ActionPlan | null;
  /** Failed frames (rerender), else tasks. */
  readonly count: number;
  readonly destroys: boolean;
  /** Why the farm does not allow it to this account. */
  readonly refusal: Failure | null;
};

export const isAction = (command: TaskCommand): command is TaskAction => Object.hasOwn(taskActions, command);

const offer = (command: TaskCommand, count: number, refusal: Failure | null): Offer => ({
  command,
  plan: null,
  count,
  destroys: false,
  refusal,
});

/** The offers for some tasks; nothing that the farm in use does not have. */
export function offersFor(subjects: readonly Subject[], stateOf: (name: Capability) => CapabilityState): Offer[] {
  const actions = taskActionNames.flatMap((command): Offer[] => {
    const { capability, destroys } = taskActions[command];
    const { has, refusal } = capability === null ? { has: true, refusal: null } : stateOf(capability);
    const plan = has ? planAction(command, subjects) : null;
    if (!plan || plan.targets.length === 0) return [];
    const count = command === "rerender" ? plan.frames : plan.targets.length;
    return [{ command, plan, count, destroys, refusal }];
  });
  const changes = changeCapabilities.map(stateOf).filter(({ has }) => has);
  const files = stateOf("outputFiles");
  return [
    ...actions.filter(({ destroys }) => !destroys),
    // One thing that can be changed is enough to open the dialog; the others are greyed in it.
    ...changes.slice(0, 1).map(({ refusal }) => {
      const allRefused = changes.every((state) => state.refusal !== null);
      return offer("change", subjects.length, allRefused ? refusal : null);
    }),
    ...(files.has && subjects.length === 1 ? [offer("files", 1, files.refusal)] : []),
    ...actions.filter(({ destroys }) => destroys),
  ];
}

/** Offers for some tasks, from the farm in use. */
export function useOffers(subjects: readonly Subject[]): readonly Offer[] {
  const stateOf = useCapabilities();
  return useMemo(() => offersFor(subjects, stateOf), [subjects, stateOf]);
}

/** What an offer is called: for one task in its menu and panel (`single`), or with its count for a selection. */
export function useOfferWords() {
  const t = useTranslations("task");
  return useMemo(() => {
    const counted = ({ command, count }: Offer) => t(`selection.${command}`, { count });
    const single = (one: Offer) => (one.command === "rerender" ? counted(one) : t(`action.${one.command}.menu`));
    return { counted, single };
  }, [t]);
}
