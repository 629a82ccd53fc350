/** The menu of a frame's row: what today's farm can do with one frame, and what can be done with the selection. */
import { Menu } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useCapability } from "../queries/capabilities";
import type { FrameRow } from "../queries/frame-set";
import { useRefusal } from "../ui/refusal";
import { useFrameWords } from "./frame-words";

export type RowMenuAt = { readonly row: FrameRow; readonly x: number; readonly y: number };

export function FrameRowMenu({
  at: { row, x, y },
  again,
  onLog,
  onNode,
  onRerender,
  onClose,
}: {
  at: RowMenuAt;
  /** Selected frames that can be rendered again. */
  again: number;
  onLog: (id: number) => void;
  onNode: (node: string) => void;
  onRerender: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("frames");
  const words = useFrameWords();
  const log = useCapability("frameLog");
  const refusal = useRefusal();
  const { node, id } = row.frame;
  return (
    <Menu
      opened
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      offset={2}
      returnFocus={false}
      width={240}
    >
      <Menu.Target>
        <span style={{ position: "fixed", left: x, top: y, width: 1, height: 1, visibility: "hidden" }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t("menu.label", { name: words.name(row.name) })}>
        {log.has && (
          <Menu.Item rightSection={<kbd>l</kbd>} {...refusal(log.refusal)} onClick={() => onLog(id)}>
            {t("menu.log")}
          </Menu.Item>
        )}
        {node !== null && <Menu.Item onClick={() => onNode(node)}>{t("node.show", { node })}</Menu.Item>}
        {again > 0 && (
          <Menu.Item rightSection={<kbd>r</kbd>} onClick={onRerender}>
            {t("rerenderSelected", { count: again })}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
