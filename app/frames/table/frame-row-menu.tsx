/** The menu of a row: log and node of the frame (current dialect), rerender of the selection. */
import { Menu } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useCapability } from "../../queries/http/capabilities";
import { MenuAt } from "../../ui/controls/menu-at";
import { useRefusal } from "../../ui/controls/refusal";
import { useFrameLabels } from "../frame-labels";

export type RowMenuAt = { readonly row: FrameRow; readonly x: number; readonly y: number };

export function FrameRowMenu({
  at,
  rerenderCount,
  onLog,
  onNode,
  onRerender,
  onClose,
}: {
  at: RowMenuAt;
  /** Selected frames that can be rendered again. */
  rerenderCount: number;
  onLog: (id: number) => void;
  onNode: (node: string) => void;
  onRerender: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("frames");
  const labels = useFrameLabels();
  const log = useCapability("frameLog");
  const refusal = useRefusal();
  const { row } = at;
  const { node, id } = row.frame;
  return (
    <MenuAt at={at} label={t("menu.label", { name: labels.name(row.name) })} width={240} onClose={onClose}>
      {log.has && (
        <Menu.Item rightSection={<kbd>l</kbd>} {...refusal(log.refusal)} onClick={() => onLog(id)}>
          {t("menu.log")}
        </Menu.Item>
      )}
      {node !== null && <Menu.Item onClick={() => onNode(node)}>{t("node.show", { node })}</Menu.Item>}
      {rerenderCount > 0 && (
        <Menu.Item rightSection={<kbd>r</kbd>} onClick={onRerender}>
          {t("rerenderSelected", { count: rerenderCount })}
        </Menu.Item>
      )}
    </MenuAt>
  );
}
