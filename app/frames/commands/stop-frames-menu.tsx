/** The menu that stops frames: selected ones first, all last. Only the current dialect has the operation. */
import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconPlayerStop } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useCapability, useTaskRefusal } from "../../queries/http/capabilities";
import { menuIcon } from "../../ui/controls/menu-icon";
import { useRefusal } from "../../ui/controls/refusal";
import { type StopKind, stopTargets } from "./stop-frames-plan";

const kinds = ["selected", "rendering", "waiting", "all"] as const;

export function StopFramesMenu({
  leaf,
  rows,
  selected,
  onStop,
}: {
  leaf: TaskNode;
  rows: readonly FrameRow[];
  selected: ReadonlySet<number>;
  onStop: (kind: StopKind, ids: ReadonlySet<number>) => void;
}) {
  const t = useTranslations("frames.stop");
  const { refusal } = useCapability("stopFrames");
  const refusalProps = useRefusal()(useTaskRefusal(leaf.task) ?? refusal);
  const counts = kinds.map((kind) => [kind, stopTargets(kind, rows, selected).length] as const);
  if (counts.every(([, count]) => count === 0)) return null;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={13} aria-hidden="true" />} {...refusalProps}>
          {t("button")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {counts.map(([kind, count]) =>
          count === 0 ? null : (
            <Menu.Item
              key={kind}
              {...menuIcon(IconPlayerStop)}
              {...(kind === "all" ? { c: "var(--tone-bad)" } : {})}
              onClick={() => onStop(kind, selected)}
            >
              {t(`${kind}.menu`, { count })}
            </Menu.Item>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
