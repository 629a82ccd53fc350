/** The line above the table about the frames of the last command: how many, and in which states they are now. */
import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { frameStatus, frameStatuses } from "../../protocol/frames/frame-status";
import type { FrameRow } from "../../queries/frames/frame-set";
import { statusGlyphs } from "../../ui/status/status-badge";
import { useFrameLabels } from "../frame-labels";
import classes from "./acted.module.css";
import { type ActedGroup, dismissActed, showOnlyActed } from "./acted-frames";

export function ActedBar({
  taskId,
  group,
  rows,
  isFiltered,
}: {
  taskId: number;
  group: ActedGroup;
  rows: readonly FrameRow[];
  /** Filters hide some frames. */
  isFiltered: boolean;
}) {
  const t = useTranslations("frames.acted");
  const labels = useFrameLabels();
  const states = useMemo(() => statesOf(rows, group.ids), [rows, group.ids]);
  return (
    <section className={classes["bar"]} aria-label={t("label")}>
      <span role="status" className={classes["text"]}>
        <strong>{t(group.act, { count: group.ids.size })}</strong>
        {states.map(([code, count]) => {
          const { name, tone } = frameStatus(code);
          return (
            <span key={code} className="tone" data-tone={tone}>
              <span aria-hidden="true">{statusGlyphs[name]}</span> {t("state", { count, state: labels.status(code) })}
            </span>
          );
        })}
      </span>
      {(group.isOnly || isFiltered || group.ids.size < rows.length) && (
        <Button
          variant="default"
          size="compact-sm"
          aria-pressed={group.isOnly}
          onClick={() => showOnlyActed(taskId, !group.isOnly)}
        >
          {t(group.isOnly ? "showAll" : "showOnly")}
        </Button>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t("dismiss")}
        onClick={() => dismissActed(taskId)}
      >
        <IconX size={14} aria-hidden="true" />
      </ActionIcon>
    </section>
  );
}

const order = (code: number) => frameStatuses.findIndex((status) => status.code === code);

/** How many of these frames are in each state, in the order of the codes. */
export function statesOf(
  rows: readonly FrameRow[],
  ids: ReadonlySet<number>,
): readonly (readonly [code: number, count: number])[] {
  const counts = new Map<number, number>();
  for (const { frame } of rows)
    if (ids.has(frame.id)) counts.set(frame.statusCode ?? -1, (counts.get(frame.statusCode ?? -1) ?? 0) + 1);
  return [...counts].toSorted(([a], [b]) => order(a) - order(b));
}
