/** From a path that the farm names to the path of an address. */
import { PictureError } from "./picture-error";

const MAX_LENGTH = 2000;

const CONTROL = /\p{Cc}/u;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The encoded path below `base` ("" or a path without a slash at its end). Backslashes separate folders too. Throws PictureError
 * for a path that could lead elsewhere or that is no path.
 */
export function addressPath(base: string, path: string): string {
  const parts = path
    .trim()
    .split(/[\\/]+/)
    .filter((part) => part !== "");
  const isWrong =
    path.length > MAX_LENGTH ||
    parts.length === 0 ||
    parts.some((part) => /^\.{1,2}$/.test(part) || CONTROL.test(part) || LONE_SURROGATE.test(part));
  if (isWrong) throw new PictureError("bad-path", "The farm named a path that cannot be fetched");
  return `${base}/${parts.map(encodeURIComponent).join("/")}`;
}
