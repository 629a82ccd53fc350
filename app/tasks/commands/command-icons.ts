/** The icon of each command in menus. */
import {
  IconAdjustments,
  IconBan,
  IconCircleCheck,
  IconCopyPlus,
  IconFolder,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import type { TaskCommand } from "./task-commands";

export const commandIcons: Readonly<Record<TaskCommand, typeof IconTrash>> = {
  rerender: IconRefresh,
  approve: IconCircleCheck,
  start: IconPlayerPlay,
  stop: IconPlayerStop,
  change: IconAdjustments,
  clone: IconCopyPlus,
  files: IconFolder,
  abandon: IconBan,
  delete: IconTrash,
};
