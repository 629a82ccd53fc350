/** The search parameters `sheet`, the size of the pictures, and `mark`, the hints whose frames alone are shown. */
import type { MarkKind } from "../marks/picture-marks";

export const sheetSizes = ["small", "medium", "large", "huge"] as const;
export type SheetSize = (typeof sheetSizes)[number];

export const markKinds = ["black", "nearBlack", "unlike"] as const satisfies readonly MarkKind[];
