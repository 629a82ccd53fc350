/** Columns without dragging: show, reorder, pin, set the width, reset. */
import { ActionIcon, Button, Checkbox, Group, NumberInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPin, IconPinFilled } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { useCurrency } from "../../queries/account/currency";
import { toggled } from "../../ui/controls/toggled";
import { Dialog } from "../../ui/dialog/dialog";
import { defaultLayout } from "../../ui/tree-grid/column-layout";
import classes from "./columns-dialog.module.css";
import { isTaskColumnId, pinnedTaskColumns, type TaskColumnId, taskColumns, useShownTaskColumns } from "./task-columns";
import { useTaskLayout } from "./use-task-layout";

export function ColumnsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("task");
  const { layout, setLayout } = useTaskLayout();
  const { chargesHidden } = useCurrency();
  const offered = new Set(useShownTaskColumns(chargesHidden).map(({ id }): string => id));
  const order = layout.columnOrder.filter(isTaskColumnId).filter((id) => offered.has(id));
  const width = (id: string) => layout.columnSizing[id] ?? taskColumns.find((column) => column.id === id)?.width ?? 80;
  const move = (id: TaskColumnId, step: -1 | 1) => {
    const other = order[order.indexOf(id) + step];
    if (other === undefined) return;
    // Columns that are not offered keep their places.
    const swapped = layout.columnOrder.map((each) => (each === id ? other : each === other ? id : each));
    setLayout({ ...layout, columnOrder: swapped });
  };
  const pin = (id: string) => {
    const { start, end } = layout.columnPinning;
    setLayout({ ...layout, columnPinning: { start: toggled(start, id), end } });
  };
  return (
    <Dialog onClose={onClose} title={t("columns.title")} size="md">
      <ul className={classes["columnList"]}>
        {order.map((id, index) => {
          const name = t(`column.${id}`);
          const isPinned = layout.columnPinning.start.includes(id);
          return (
            <li key={id}>
              <Checkbox
                size="xs"
                label={name}
                checked={layout.columnVisibility[id] !== false}
                onChange={(event) =>
                  setLayout({
                    ...layout,
                    columnVisibility: { ...layout.columnVisibility, [id]: event.currentTarget.checked },
                  })
                }
              />
              <NumberInput
                aria-label={t("columns.width", { name })}
                w={70}
                min={44}
                max={900}
                step={10}
                clampBehavior="blur"
                value={width(id)}
                onChange={(value) =>
                  typeof value === "number" &&
                  value >= 44 &&
                  setLayout({ ...layout, columnSizing: { ...layout.columnSizing, [id]: value } })
                }
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("columns.up", { name })}
                disabled={index === 0}
                onClick={() => move(id, -1)}
              >
                <IconArrowUp size={14} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("columns.down", { name })}
                disabled={index === order.length - 1}
                onClick={() => move(id, 1)}
              >
                <IconArrowDown size={14} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-pressed={isPinned}
                aria-label={t("columns.pin", { name })}
                onClick={() => pin(id)}
              >
                {isPinned ? <IconPinFilled size={14} aria-hidden="true" /> : <IconPin size={14} aria-hidden="true" />}
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      <Group justify="space-between" mt="sm">
        <Button variant="default" onClick={() => setLayout(defaultLayout(taskColumns, pinnedTaskColumns))}>
          {t("columns.reset")}
        </Button>
        <Button onClick={onClose}>{t("columns.close")}</Button>
      </Group>
    </Dialog>
  );
}
