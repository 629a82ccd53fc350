/** The four groups of the list with their counts; a pressed one filters. One Tab stop, with arrow keys between them. */
import { type KeyboardEvent, useRef } from "react";
import { useTranslations } from "use-intl";
import { type TaskGroup, taskGroups } from "../../protocol/tasks/task-status-order";
import { useFormat } from "../../ui/format/format";
import { useChangeSearch } from "../view/use-task-search";
import classes from "./toolbar.module.css";

const last = taskGroups.length - 1;
/** Place of the group that a key moves the focus to. */
const steps = new Map<string, (at: number) => number>([
  ["ArrowRight", (at) => (at === last ? 0 : at + 1)],
  ["ArrowLeft", (at) => (at === 0 ? last : at - 1)],
  ["Home", () => 0],
  ["End", () => last],
]);

export function GroupTabs({
  counts,
  chosen,
  onNear,
}: {
  /** null before the first response. */
  counts: Readonly<Record<TaskGroup, number>> | null;
  chosen: TaskGroup | undefined;
  /** The pointer or the focus reaches a group. */
  onNear: () => void;
}) {
  const t = useTranslations("task.group");
  const format = useFormat();
  const changeSearch = useChangeSearch();
  const tabs = useRef<HTMLFieldSetElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>, at: number) => {
    const step = steps.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    tabs.current?.querySelectorAll("button")[step(at)]?.focus();
  };
  return (
    <fieldset ref={tabs} className={classes["tabs"]} aria-label={t("label")}>
      {taskGroups.map((group, at) => (
        <button
          key={group}
          type="button"
          className={classes["tab"]}
          aria-pressed={group === chosen}
          tabIndex={group === (chosen ?? taskGroups[0]) ? 0 : -1}
          title={group === "needsYou" ? t("needsYouHelp") : undefined}
          onPointerEnter={onNear}
          onFocus={onNear}
          onKeyDown={(event) => onKeyDown(event, at)}
          // The states of one group are none of another.
          onClick={() => changeSearch({ group: group === chosen ? undefined : group, status: [] })}
        >
          {group === "needsYou" && (
            <span aria-hidden="true" className="tone" data-tone={counts && counts.needsYou > 0 ? "bad" : "idle"}>
              ●
            </span>
          )}
          {t(group)} <strong>{counts && format.count(counts[group])}</strong>
        </button>
      ))}
    </fieldset>
  );
}
