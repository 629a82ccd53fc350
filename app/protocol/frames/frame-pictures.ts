/** Pictures of done frames (loadingFrameThumbnail, endpoints-current section 3): paths on the farm's disks, and what our server says of them. */
import * as z from "zod/mini";

const isPath = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
const readPaths = (value: unknown): string[] => (Array.isArray(value) ? value.filter(isPath) : []);

/** The paths of a frame's pictures, one a pass or camera; no addresses. What is no text is left out, and a missing list means none. */
export const picturePathsSchema = z.pipe(z.unknown(), z.transform(readPaths));

/** The most pictures of one frame that are served. */
export const MAX_PICTURES = 64;

/**
 * Why a picture cannot be had. `refused`: 401, 403 or a code of the farm. `redirected`: to another address. `not-a-picture`: another
 * type, for example HTML. `bad-path`: the farm named a path that leads out of its folders.
 */
export const pictureFailures = [
  "missing",
  "refused",
  "redirected",
  "unreachable",
  "timeout",
  "not-a-picture",
  "too-large",
  "bad-path",
] as const;
export type PictureFailure = (typeof pictureFailures)[number];

/** The answer of GET /api/frames/<id>/pictures. */
export type PicturesAnswer = {
  /** `pass`: what the name of the picture has that the other names lack; null: nothing. */
  readonly pictures: readonly { readonly index: number; readonly pass: string | null }[];
  /** Why the farm gives no pictures at present; null: it gives them, or nothing is known. */
  readonly refusal: PictureFailure | null;
};

const SEPARATORS = /[_.\-[\]\s]+/;
const EXTENSIONS = /(?:\.(?:jpe?g|png|webp|gif|exr|tga|tiff?|bmp|hdr))+$/i;

const fileNameOf = (path: string) => path.split(/[\\/]/).at(-1) ?? "";

/** The parts of the names that not all of them have; null for a name that has none. The only picture has no pass. */
export function passesOf(paths: readonly string[]): (string | null)[] {
  const names = paths.map((path) => fileNameOf(path).replace(EXTENSIONS, "").split(SEPARATORS).filter(Boolean));
  if (names.length < 2) return names.map(() => null);
  const isShared = (part: string) => names.every((name) => name.includes(part));
  return names.map((name) => name.filter((part) => !isShared(part)).join(" ") || null);
}
