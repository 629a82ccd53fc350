/** Where somebody goes after signing in. */

/** A base that no address can be relative to by accident. */
const BASE = "http://here.invalid";

/**
 * The path, query and fragment of an address on this server; "/" for anything that could lead elsewhere, or to the sign-in itself.
 */
export function returnAddress(text: string | undefined): string {
  // Browsers drop tabs and line breaks, and read a backslash as a slash.
  if (text === undefined || text.length > 2000 || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text)) return "/";
  if (!URL.canParse(text, BASE)) return "/";
  const { origin, pathname, search, hash } = new URL(text, BASE);
  if (origin !== BASE || pathname.startsWith("//")) return "/";
  const isOwn = pathname.startsWith("/api/") && pathname !== SIGNED_IN_PATH;
  return isOwn ? "/" : `${pathname}${search}${hash}`;
}

/** The page of a sign-in in another tab: the first tab goes on where it was. */
export const SIGNED_IN_PATH = "/api/signed-in";
