import type { Icon } from "@tabler/icons-react";

/** The icon of a menu entry: every entry of a menu has one, so that the words begin at one place. */
export const menuIcon = (Glyph: Icon) => ({ leftSection: <Glyph size={16} stroke={1.6} aria-hidden="true" /> });
