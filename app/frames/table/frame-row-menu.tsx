/** The menu of a row: what can be done with this frame, the narrowest first, then with the selection that it belongs to. */
import { Menu } from "@mantine/core";
import {
  IconCopy,
  IconFileText,
  IconPlayerStop,
  IconRefresh,
  IconRotateClockwise,
  IconServer,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Refusal } from "../../protocol/account/rights";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import { FRAME } from "../../protocol/frames/frame-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { useFormerAttempts } from "../../queries/frames/attempts";
import type { FrameRow } from "../../queries/frames/frame-set";
import { refusedStates } from "../../queries/frames/refused-states";
import { useCapability, useTaskRefusal } from "../../queries/http/capabilities";
import { copyText } from "../../ui/controls/copy-text";
import { MenuAt } from "../../ui/controls/menu-at";
import { menuIcon } from "../../ui/controls/menu-icon";
import { useRefusal } from "../../ui/controls/refusal";
import { Amount } from "../../ui/format/amount";
import { toast } from "../../ui/toasts/toast";
import { canRerender, rerenderPrice } from "../commands/rerender-plan";
import { canStop, canStopAndRerender } from "../commands/stop-frames-plan";
import { useFrameLabels } from "../frame-labels";
import { canHaveLog } from "../log/can-have-log";

export type RowMenuAt = { readonly row: FrameRow; readonly x: number; readonly y: number };

/** What the entries of the menu do. */
export type RowCommands = {
  readonly onLog: (id: number) => void;
  readonly onStop: (ids: readonly number[]) => void;
  readonly onStopAndRerender: (ids: readonly number[]) => void;
  readonly onRerender: (ids: readonly number[]) => void;
  readonly onNode: (node: string) => void;
};

const ids = (rows: readonly FrameRow[]) => rows.map(({ frame }) => frame.id);

export function FrameRowMenu({
  at,
  leaf,
  figures,
  selected,
  commands,
  onClose,
}: {
  at: RowMenuAt;
  leaf: TaskNode;
  figures: FrameFigures;
  /** The selected rows. */
  selected: readonly FrameRow[];
  commands: RowCommands;
  onClose: () => void;
}) {
  const t = useTranslations("frames");
  const labels = useFrameLabels();
  const account = useCurrency();
  const log = useCapability("frameLog");
  const load = useCapability("frameLoad");
  const stop = useCapability("stopFrames");
  const refused = refusedStates.use();
  const refusal = useRefusal();
  const common = useTranslations("common");
  const { row } = at;
  const { node, id } = row.frame;
  const { length: formerCount } = useFormerAttempts(id);
  const name = labels.name(row.name);
  const inoperable = useTaskRefusal(leaf.task);
  const about = (rows: readonly FrameRow[]): ReactNode => {
    const price = rerenderPrice(leaf, figures.charges, rows);
    if (price === null || account.chargesHidden) return null;
    return (
      <>
        {" ≈ "}
        <Amount value={price} account={account} />
      </>
    );
  };
  const stopRefusal: Refusal | null = inoperable ?? stop.refusal;
  const many = selected.length > 1 && selected.some(({ frame }) => frame.id === id);
  const endedRows = selected.filter((one) => canRerender(one, refused));
  const runningRows = selected.filter(canStop);
  const copy = async () =>
    toast(
      (await copyText(name))
        ? { tone: "good", title: t("menu.copied", { name }) }
        : { tone: "bad", title: common("copyRefused") },
    );
  return (
    <MenuAt at={at} label={t("menu.label", { name })} width={290} onClose={onClose}>
      {log.has && (canHaveLog(row.frame) || formerCount > 0) && (
        <Menu.Item
          {...menuIcon(IconFileText)}
          rightSection={<kbd>l</kbd>}
          {...refusal(log.refusal)}
          onClick={() => commands.onLog(id)}
        >
          {t("menu.log")}
        </Menu.Item>
      )}
      {stop.has && canStop(row) && (
        <Menu.Item {...menuIcon(IconPlayerStop)} {...refusal(stopRefusal)} onClick={() => commands.onStop([id])}>
          {t("menu.stop")}
        </Menu.Item>
      )}
      {stop.has && canStopAndRerender(row) && (
        <Menu.Item
          {...menuIcon(IconRotateClockwise)}
          {...refusal(stopRefusal ?? refused.get(FRAME.stopped) ?? null)}
          onClick={() => commands.onStopAndRerender([id])}
        >
          {t("menu.stopRerender")}
          {about([row])}…
        </Menu.Item>
      )}
      {canRerender(row, refused) && (
        <Menu.Item
          {...menuIcon(IconRefresh)}
          {...(!many && { rightSection: <kbd>r</kbd> })}
          {...refusal(inoperable)}
          onClick={() => commands.onRerender([id])}
        >
          {t("menu.rerender")}
          {about([row])}…
        </Menu.Item>
      )}
      <Menu.Item {...menuIcon(IconCopy)} onClick={() => void copy()}>
        {t("menu.copy")}
      </Menu.Item>
      {load.has && node !== null && (
        <Menu.Item {...menuIcon(IconServer)} onClick={() => commands.onNode(node)}>
          {t("node.show", { node })}
        </Menu.Item>
      )}
      {many && (endedRows.length > 0 || runningRows.length > 0) && <Menu.Divider />}
      {many && endedRows.length > 0 && (
        <Menu.Item
          {...menuIcon(IconRefresh)}
          rightSection={<kbd>r</kbd>}
          {...refusal(inoperable)}
          onClick={() => commands.onRerender(ids(endedRows))}
        >
          {t("rerenderSelected", { count: endedRows.length })}
        </Menu.Item>
      )}
      {many && stop.has && runningRows.length > 0 && (
        <Menu.Item
          {...menuIcon(IconPlayerStop)}
          {...refusal(stopRefusal)}
          onClick={() => commands.onStop(ids(runningRows))}
        >
          {t("stop.selected.menu", { count: runningRows.length })}
        </Menu.Item>
      )}
    </MenuAt>
  );
}
