/** Labels of a change: its field, the value before, the value after. */
import { useTranslations } from "use-intl";
import type { Hardware } from "../../protocol/tasks/hardware";
import type { TaskRef } from "../../protocol/tasks/task-index";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { TaskChange } from "../../queries/tasks/task-changes";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { levelsOf, machineLimitsOf, tagsOf, timeLimitsOf, valuesOf } from "./change-plan";

/** Values named one by one; more are counted. */
const NAMED = 3;

export function useChangeLabels() {
  const t = useTranslations("current.change");
  const format = useFormat();
  const level = (value: number | null) =>
    value === 50 ? t("level.50") : value === 60 ? t("level.60") : value === null ? EMPTY_CELL : format.count(value);
  /** In hours and minutes, like the fields. */
  const limit = (seconds: number | null) =>
    seconds === null
      ? EMPTY_CELL
      : t("limit", { hours: Math.floor(seconds / 3600), minutes: Math.round((seconds % 3600) / 60) });
  const machines = (value: number | null) => (value === null ? t("noMachineLimit") : t("machines", { count: value }));
  const hardware = ({ kind, model, gpus, ram }: Hardware) =>
    [kind && t(`kind.${kind}`), model, gpus, ram].filter(Boolean).join(" · ");

  /** "24 h", or "24 h × 2, 8 h × 1" when they differ. */
  const list = <Value>(values: readonly (readonly [Value, number])[], labelOf: (value: Value) => string): string => {
    const [only, ...others] = values;
    if (!only) return EMPTY_CELL;
    if (others.length === 0) return labelOf(only[0]);
    const named = values.slice(0, NAMED).map(([value, count]) => `${labelOf(value)} × ${format.count(count)}`);
    return values.length > NAMED ? `${named.join(", ")}, …` : named.join(", ");
  };
  const before = (change: TaskChange, refs: readonly TaskRef[]): string => {
    switch (change.kind) {
      case "timeLimit":
        return list(valuesOf(refs, timeLimitsOf), limit);
      case "priority":
        return list(valuesOf(refs, levelsOf), level);
      case "machineLimit":
        return list(valuesOf(refs, machineLimitsOf), machines);
      case "addTag":
      case "removeTag": {
        const carrying = valuesOf(refs, tagsOf).find(([tag]) => tag === change.tag)?.[1] ?? 0;
        return t("carriedBy", { count: carrying, of: refs.length });
      }
      case "hardware":
        return t("asIs");
    }
  };
  const after = (change: TaskChange): string => {
    switch (change.kind) {
      case "timeLimit":
        return limit(change.seconds);
      case "priority":
        return level(change.level);
      case "machineLimit":
        return machines(change.machines);
      case "addTag":
        return t("added", { tag: change.tag });
      case "removeTag":
        return t("removed", { tag: change.tag });
      case "hardware":
        return hardware(change.hardware);
    }
  };
  return {
    level,
    hardware,
    before,
    after,
    timeLimits: (refs: readonly TaskRef[]) => list(valuesOf(refs, timeLimitsOf), limit),
    machineLimits: (refs: readonly TaskRef[]) => list(valuesOf(refs, machineLimitsOf), machines),
    levels: (refs: readonly TaskRef[]) => list(valuesOf(refs, levelsOf), level),
    what: (change: TaskChange) =>
      t(`what.${change.kind === "addTag" || change.kind === "removeTag" ? "tags" : change.kind}`),
    /** The value of a task in the list of results. */
    now: (change: TaskChange, node: TaskNode): string => {
      const refs = [{ node, topId: node.task.id }];
      if (change.kind === "timeLimit" || change.kind === "priority" || change.kind === "machineLimit")
        return before(change, refs);
      return change.kind === "hardware" ? "" : tagsOf(node).join(", ") || t("noTags");
    },
    key: (change: TaskChange) => `${change.kind} ${after(change)}`,
  };
}
