/** The commands offered for some tasks, in the order of every menu and bar: actions that apply, Change, Clone and Output files, then actions that destroy. */
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { type Obstacle, type Refusal, refuseFor } from "../../protocol/account/rights";
import type { Capability } from "../../protocol/capabilities";
import { type ActionPlan, isInoperable, isMissingRight, planAction } from "../../protocol/tasks/action-plan";
import type { TaskRef } from "../../protocol/tasks/task-index";
import type { TaskAction } from "../../protocol/tasks/task-status";
import { useCurrency } from "../../queries/account/currency";
import { type CapabilityState, useCapabilities, useObstacles } from "../../queries/http/capabilities";
import { taskActionNames, taskActions } from "../../queries/tasks/task-actions";
import { useFormat } from "../../ui/format/format";
import { usePlanPrices } from "./use-plan-prices";

export type TaskCommand = TaskAction | "change" | "files" | "clone";

/** What "Change…" can change, by the capability that the farm must have. */
export const changeCapabilities = [
  "timeLimit",
  "priority",
  "machineLimit",
  "taskTags",
  "hardware",
] as const satisfies Capability[];

export type CommandOffer = {
  readonly command: TaskCommand;
  /** What the action will do; null for Change, Output files and Clone. */
  readonly plan: ActionPlan | null;
  /** Failed frames (rerender), else tasks. */
  readonly count: number;
  readonly destroys: boolean;
  /** Why the account may not use it. */
  readonly refusal: Refusal | null;
};

const withoutPlan = (command: TaskCommand, count: number, refusal: Refusal | null): CommandOffer => ({
  command,
  plan: null,
  count,
  destroys: false,
  refusal,
});

/** The offers for some tasks, without those that the farm lacks. `obstacles`: what the account may not do. */
export function commandsFor(
  refs: readonly TaskRef[],
  stateOf: (name: Capability) => CapabilityState,
  obstacles: ReadonlySet<Obstacle>,
): CommandOffer[] {
  const actions = taskActionNames.flatMap((command): CommandOffer[] => {
    const { capability, destroys } = taskActions[command];
    const { has, refusal } = capability === null ? { has: true, refusal: null } : stateOf(capability);
    const plan = has ? planAction(command, refs, obstacles) : null;
    if (!plan) return [];
    if (plan.targets.length === 0) {
      const missing = plan.excluded.flatMap(({ node, reason }) =>
        isMissingRight(reason) ? [{ right: reason, failed: node.rollUp.counts.failed }] : [],
      );
      const [first] = missing;
      if (!first) return [];
      const failed = missing.reduce((sum, one) => sum + one.failed, 0);
      const count = command === "rerender" ? failed : missing.length;
      return [{ command, plan: null, count, destroys, refusal: refuseFor(first.right) }];
    }
    const count = command === "rerender" ? plan.frames : plan.targets.length;
    return [{ command, plan, count, destroys, refusal }];
  });
  const changes = changeCapabilities.map(stateOf).filter(({ has }) => has);
  const files = stateOf("outputFiles");
  const clone = stateOf("cloneTask");
  const isWhole = refs.length === 1 && refs[0]?.node.task.id === refs[0]?.topId;
  return [
    ...actions.filter(({ destroys }) => !destroys),
    // One field that can be changed is enough to open the dialog; the others are disabled in it.
    ...changes.slice(0, 1).map(({ refusal }) => {
      const allRefused = changes.every((state) => state.refusal !== null);
      const missing = refs.every(({ node }) => isInoperable(node)) ? refuseFor("inoperable") : null;
      return withoutPlan("change", refs.length, allRefused ? refusal : missing);
    }),
    ...(clone.has && isWhole ? [withoutPlan("clone", 1, clone.refusal)] : []),
    ...(files.has && refs.length === 1 ? [withoutPlan("files", 1, files.refusal)] : []),
    ...actions.filter(({ destroys }) => destroys),
  ];
}

export function useCommandOffers(refs: readonly TaskRef[]): readonly CommandOffer[] {
  const stateOf = useCapabilities();
  const obstacles = useObstacles();
  return useMemo(() => commandsFor(refs, stateOf, obstacles), [refs, stateOf, obstacles]);
}

/** What an offer is called, and the price of an action that renders: "≈ …" while it is read, null where none is shown. */
export type OfferLabel = { readonly name: string; readonly price: string | null };

/** Name and price in one line. */
export const labelLine = ({ name, price }: OfferLabel) => (price === null ? name : `${name} · ${price}`);

/**
 * Labels of offers: `single` for the menu and panel of one task, `counted` for a selection. The price is the middle of the
 * range that the dialog states, and the number of frames without a price. Its place is taken before the frames for it are read.
 */
export function useCommandLabels(offers: readonly CommandOffer[]) {
  const t = useTranslations("task");
  const format = useFormat();
  const { currency, chargesHidden } = useCurrency();
  const prices = usePlanPrices(
    offers.map(({ plan }) => plan),
    chargesHidden,
  );
  return useMemo(() => {
    const priceOf = ({ plan }: CommandOffer): string | null => {
      if (chargesHidden || plan === null || plan.toRender.length === 0) return null;
      if (!prices) return "≈ …";
      const price = prices.get(plan.action);
      if (!price) return t("price.none");
      const amount = `≈ ${format.money(price.mid, currency)}`;
      return price.unpriced > 0 ? `${amount} ${t("price.andUnpriced", { count: price.unpriced })}` : amount;
    };
    const nameOf = ({ command, count }: CommandOffer) => t(`selection.${command}`, { count });
    const counted = (offer: CommandOffer): OfferLabel => ({ name: nameOf(offer), price: priceOf(offer) });
    const single = (offer: CommandOffer): OfferLabel =>
      offer.command === "rerender"
        ? counted(offer)
        : { name: t(`action.${offer.command}.menu`), price: priceOf(offer) };
    return { counted, single };
  }, [t, format, currency, chargesHidden, prices]);
}
