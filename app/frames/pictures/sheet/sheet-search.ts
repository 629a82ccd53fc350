/** The search parameters of pictures: `sheet`, their size on the contact sheet, `mark`, the hints whose frames alone are shown, and `pass`. */
import type { MarkKind } from "../marks/picture-marks";

export const sheetSizes = ["small", "medium", "large", "huge"] as const;
export type SheetSize = (typeof sheetSizes)[number];

export const markKinds = ["black", "nearBlack", "unlike"] as const satisfies readonly MarkKind[];

/** The number of a picture among those of a frame, from 0, by the search parameter `pass`, which counts from 1. */
export const passOf = (pass: number | undefined): number => (pass ?? 1) - 1;

/** The search parameter of a picture's number; undefined for the first. */
export const passOnUrl = (index: number): number | undefined => (index === 0 ? undefined : index + 1);
