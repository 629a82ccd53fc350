/** What is offered for some tasks, in the order of every menu and bar: the actions that apply, what opens a dialog of its own, then what destroys. */
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Capability } from "../../protocol/capabilities";
import type { TaskAction } from "../../protocol/tasks/task-status";
import type { Failure } from "../../protocol/wire/failure";
import { useCurrency } from "../../queries/account/currency";
import { type CapabilityState, useCapabilities } from "../../queries/http/capabilities";
import { taskActionNames, taskActions } from "../../queries/tasks/task-actions";
import { useFormat } from "../../ui/format/format";
import type { TaskRef } from "../task-index";
import { type ActionPlan, planAction, planPrice } from "./action-plan";

export type TaskCommand = TaskAction | "change" | "files";

/** What "Change…" can change, each with what the farm must have for it. */
export const changeCapabilities = ["timeLimit", "priority", "taskTags", "hardware"] as const satisfies Capability[];

export type CommandOffer = {
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

const asking = (command: TaskCommand, count: number, refusal: Failure | null): CommandOffer => ({
  command,
  plan: null,
  count,
  destroys: false,
  refusal,
});

/** The offers for some tasks; nothing that the farm in use does not have. */
export function commandsFor(
  subjects: readonly TaskRef[],
  stateOf: (name: Capability) => CapabilityState,
): CommandOffer[] {
  const actions = taskActionNames.flatMap((command): CommandOffer[] => {
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
      return asking("change", subjects.length, allRefused ? refusal : null);
    }),
    ...(files.has && subjects.length === 1 ? [asking("files", 1, files.refusal)] : []),
    ...actions.filter(({ destroys }) => destroys),
  ];
}

/** Offers for some tasks, from the farm in use. */
export function useCommandOffers(subjects: readonly TaskRef[]): readonly CommandOffer[] {
  const stateOf = useCapabilities();
  return useMemo(() => commandsFor(subjects, stateOf), [subjects, stateOf]);
}

const noSamples = () => [];

/**
 * What an offer is called: for one task in its menu and panel (`single`), or with its count for a selection. Behind what
 * renders stands about what it costs, by means alone, and how many of the frames that leaves out.
 */
export function useCommandLabels() {
  const t = useTranslations("task");
  const format = useFormat();
  const { currency, chargesHidden: hidden } = useCurrency();
  return useMemo(() => {
    const priced = (name: string, { plan }: CommandOffer) => {
      const price = hidden || plan === null ? null : planPrice(plan, noSamples);
      if (price === null) return name;
      const amount = `${name} · ≈ ${format.money(price.mid, currency)}`;
      return price.unpriced > 0 ? `${amount} ${t("price.andUnpriced", { count: price.unpriced })}` : amount;
    };
    const nameOf = ({ command, count }: CommandOffer) => t(`selection.${command}`, { count });
    const counted = (offer: CommandOffer) => priced(nameOf(offer), offer);
    const single = (offer: CommandOffer) =>
      priced(offer.command === "rerender" ? nameOf(offer) : t(`action.${offer.command}.menu`), offer);
    return { counted, single };
  }, [t, format, currency, hidden]);
}
