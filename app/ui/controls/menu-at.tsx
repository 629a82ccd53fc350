import { Menu } from "@mantine/core";
import type { ReactNode } from "react";

/** An open menu at a point of the window, for example where a row was clicked. The children are its items. */
export function MenuAt({
  at,
  label,
  width,
  onClose,
  children,
}: {
  at: { readonly x: number; readonly y: number };
  label: string;
  width: number;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Menu
      opened
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      offset={2}
      returnFocus={false}
      width={width}
    >
      <Menu.Target>
        <span style={{ position: "fixed", left: at.x, top: at.y, width: 1, height: 1, visibility: "hidden" }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>{children}</Menu.Dropdown>
    </Menu>
  );
}
