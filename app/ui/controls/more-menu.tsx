import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** The "⋯" button and its menu: what a bar has no room for, or what can be done with a row of a popover. The children are its items. */
export function MoreMenu({
  label,
  width,
  inPopover = false,
  children,
}: {
  label: string;
  width?: number;
  /** The menu belongs to a row of a popover, which a menu elsewhere in the document would close. */
  inPopover?: boolean;
  children: ReactNode;
}) {
  return (
    <Menu position="bottom-end" withinPortal={!inPopover} {...(width === undefined ? {} : { width })}>
      <Menu.Target>
        <ActionIcon {...(inPopover ? inRow : { variant: "default" })} aria-label={label}>
          <IconDots size={inPopover ? 14 : 16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}

/** In a row the button has no border. */
const inRow = { variant: "subtle", color: "gray", size: "sm" };
