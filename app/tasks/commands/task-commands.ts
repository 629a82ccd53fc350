/** The commands offered for some tasks, in the order of every menu and bar: actions that apply, Change and Output files, then actions that destroy. */
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

/** What "Change…" can change, by the capability that the farm must have. */
export const changeCapabilities = ["timeLimit", "priority", "taskTags", "hardware"] as const satisfies Capability[];

export type CommandOffer = {
  readonly command: TaskCommand;
  /** What the action will do; null for Change and Output files. */
  readonly plan: ActionPlan | null;
  /** Failed frames (rerender), else tasks. */
  readonly count: number;
  readonly destroys: boolean;
  /** The farm's refusal when the account has no right to it. */
  readonly refusal: Failure | null;
};

export const isAction = (command: TaskCommand): command is TaskAction => Object.hasOwn(taskActions, command);

const withoutPlan = (command: TaskCommand, count: number, refusal: Failure | null): CommandOffer => ({
  command,
  plan: null,
  count,
  destroys: false,
  refusal,
});

/** The offers for some tasks, without those that the farm lacks. */
export function commandsFor(refs: readonly TaskRef[], stateOf: (name: Capability) => CapabilityState): CommandOffer[] {
  const actions = taskActionNames.flatMap((command): CommandOffer[] => {
    const { capability, destroys } = taskActions[command];
    const { has, refusal } = capability === null ? { has: true, refusal: null } : stateOf(capability);
    const plan = has ? planAction(command, refs) : null;
    if (!plan || plan.targets.length === 0) return [];
    const count = command === "rerender" ? plan.frames : plan.targets.length;
    return [{ command, plan, count, destroys, refusal }];
  });
  const changes = changeCapabilities.map(stateOf).filter(({ has }) => has);
  const files = stateOf("outputFiles");
  return [
    ...actions.filter(({ destroys }) => !destroys),
    // One field that can be changed is enough to open the dialog; the others are disabled in it.
    ...changes.slice(0, 1).map(({ refusal }) => {
      const allRefused = changes.every((state) => state.refusal !== null);
      return withoutPlan("change", refs.length, allRefused ? refusal : null);
    }),
    ...(files.has && refs.length === 1 ? [withoutPlan("files", 1, files.refusal)] : []),
    ...actions.filter(({ destroys }) => destroys),
  ];
}

export function useCommandOffers(refs: readonly TaskRef[]): readonly CommandOffer[] {
  const stateOf = useCapabilities();
  return useMemo(() => commandsFor(refs, stateOf), [refs, stateOf]);
}

/** Labels are priced without samples: they would be a request for each leaf in view. */
const noSample = () => [];

/**
 * Labels of offers: `single` for the menu and panel of one task, `counted` for a selection. An action that renders has its
 * approximate price, from the mean charge of a frame, and the number of frames without a price.
 */
export function useCommandLabels() {
  const t = useTranslations("task");
  const format = useFormat();
  const { currency, chargesHidden } = useCurrency();
  return useMemo(() => {
    const priced = (name: string, { plan }: CommandOffer) => {
      const price = chargesHidden || plan === null ? null : planPrice(plan, noSample);
      if (price === null) return name;
      const amount = `${name} · ≈ ${format.money(price.mid, currency)}`;
      return price.unpriced > 0 ? `${amount} ${t("price.andUnpriced", { count: price.unpriced })}` : amount;
    };
    const nameOf = ({ command, count }: CommandOffer) => t(`selection.${command}`, { count });
    const counted = (offer: CommandOffer) => priced(nameOf(offer), offer);
    const single = (offer: CommandOffer) =>
      priced(offer.command === "rerender" ? nameOf(offer) : t(`action.${offer.command}.menu`), offer);
    return { counted, single };
  }, [t, format, currency, chargesHidden]);
}
