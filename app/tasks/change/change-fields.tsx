/** The fields of "Change…": each shows the current value, and exists only where the farm has its capability. */
import { NumberInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Capability } from "../../protocol/capabilities";
import { frameLimitBounds, machineLimitBounds, priorityLevels, TAG_MAX_LENGTH } from "../../protocol/limits";
import type { TaskRef } from "../../protocol/tasks/task-index";
import { useCapability } from "../../queries/http/capabilities";
import { loadedHistory } from "../../queries/tasks/task-history-query";
import { useRefusal } from "../../ui/controls/refusal";
import classes from "./change.module.css";
import { useChangeLabels } from "./change-labels";
import { type Draft, tagsOf, valuesOf } from "./change-plan";

export type FieldProps = {
  readonly refs: readonly TaskRef[];
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
};

/** One group of the form: disabled with the reason where the farm refuses it, absent where the farm does not have it. */
export function ChangeGroup({
  capability,
  title,
  now,
  children,
}: {
  capability: Capability;
  title: string;
  now?: string;
  children: ReactNode;
}) {
  const t = useTranslations("current.change");
  const { has, refusal } = useCapability(capability);
  const { title: reason } = useRefusal()(refusal);
  if (!has) return null;
  return (
    <fieldset className={classes["group"]} disabled={refusal !== null}>
      <legend>{title}</legend>
      {now !== undefined && <p className="faint">{t("now", { value: now })}</p>}
      {reason && <p role="status">{reason}</p>}
      {children}
    </fieldset>
  );
}

export function TimeLimitField({ refs, draft, invalid, onDraft }: FieldProps & { invalid: boolean }) {
  const t = useTranslations("current.change");
  const labels = useChangeLabels();
  const errorId = useId();
  const part = (name: "hours" | "minutes", max: number) => (
    <NumberInput
      label={t(name)}
      w={100}
      min={0}
      max={max}
      allowDecimal={false}
      clampBehavior="none"
      value={draft[name]}
      aria-invalid={invalid}
      {...(invalid ? { "aria-describedby": errorId } : {})}
      onChange={(value) => onDraft({ ...draft, [name]: value })}
    />
  );
  return (
    <ChangeGroup capability="timeLimit" title={t("what.timeLimit")} now={labels.timeLimits(refs)}>
      <div className={classes["line"]}>
        {part("hours", frameLimitBounds.max / 3600)}
        {part("minutes", 59)}
      </div>
      <p id={errorId} className={invalid ? classes["error"] : "faint"} role={invalid ? "alert" : undefined}>
        {t(invalid ? "timeLimitError" : "timeLimitHelp", { max: frameLimitBounds.max / 3600 })}
      </p>
    </ChangeGroup>
  );
}

export function LevelField({ refs, draft, onDraft }: FieldProps) {
  const t = useTranslations("current.change");
  const labels = useChangeLabels();
  const name = useId();
  return (
    <ChangeGroup capability="priority" title={t("what.priority")} now={labels.levels(refs)}>
      <div className={classes["line"]}>
        {([null, priorityLevels.usual, priorityLevels.high] as const).map((level) => (
          <label key={String(level)}>
            <input
              type="radio"
              name={name}
              checked={draft.level === level}
              onChange={() => onDraft({ ...draft, level })}
            />
            {level === null ? t("leave") : labels.level(level)}
          </label>
        ))}
      </div>
    </ChangeGroup>
  );
}

export function MachineLimitField({ refs, draft, invalid, onDraft }: FieldProps & { invalid: boolean }) {
  const t = useTranslations("current.change");
  const labels = useChangeLabels();
  const helpId = useId();
  const { min, max } = machineLimitBounds;
  return (
    <ChangeGroup capability="machineLimit" title={t("what.machineLimit")} now={labels.machineLimits(refs)}>
      <div className={classes["line"]}>
        <NumberInput
          label={t("machinesField")}
          w={100}
          min={min}
          max={max}
          allowDecimal={false}
          clampBehavior="none"
          value={draft.machines}
          aria-invalid={invalid}
          aria-describedby={helpId}
          onChange={(value) => onDraft({ ...draft, machines: value })}
        />
      </div>
      <p id={helpId} className={invalid ? classes["error"] : "faint"} role={invalid ? "alert" : undefined}>
        {t(invalid ? "machinesError" : "machinesHelp", { min, max })}
      </p>
    </ChangeGroup>
  );
}

export function TagFields({ refs, draft, invalid, onDraft }: FieldProps & { invalid: boolean }) {
  const t = useTranslations("current.change");
  const suggestions = useTagSuggestions();
  const listId = useId();
  const tags = valuesOf(refs, tagsOf);
  const toggle = (tag: string) => {
    const removed = new Set(draft.removed);
    if (!removed.delete(tag)) removed.add(tag);
    onDraft({ ...draft, removed });
  };
  return (
    <ChangeGroup capability="taskTags" title={t("what.tags")} {...(tags.length === 0 ? { now: t("noTags") } : {})}>
      {tags.length > 0 && (
        <ul className={classes["tags"]} aria-label={t("tagsNow")}>
          {tags.map(([tag, count]) => (
            <li key={tag}>
              <label>
                <input type="checkbox" checked={!draft.removed.has(tag)} onChange={() => toggle(tag)} />
                <bdi data-removed={draft.removed.has(tag) || undefined}>{tag}</bdi>
                {refs.length > 1 && <span className="faint">{t("of", { count, all: refs.length })}</span>}
              </label>
            </li>
          ))}
        </ul>
      )}
      <TextInput
        label={t("addTags")}
        description={t("tagsHelp")}
        list={listId}
        maxLength={300}
        value={draft.added}
        error={invalid && t("tagsError", { most: TAG_MAX_LENGTH })}
        onChange={(event) => onDraft({ ...draft, added: event.currentTarget.value })}
      />
      <datalist id={listId}>
        {suggestions.map((tag) => (
          <option key={tag} value={tag}>
            {tag}
          </option>
        ))}
      </datalist>
    </ChangeGroup>
  );
}

/** Tags of the loaded tasks, most frequent first. */
function useTagSuggestions(): readonly string[] {
  const nodes = loadedHistory(useQueryClient())?.nodes;
  return useMemo(() => {
    const refs = [...(nodes ?? [])].map(([topId, node]) => ({ node, topId }));
    return valuesOf(refs, tagsOf)
      .slice(0, 50)
      .map(([tag]) => tag);
  }, [nodes]);
}
