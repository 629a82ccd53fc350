/** The cookies of sign-in, in the two forms that browsers keep: for https, and for http on this machine. */

export type CookieForm = {
  /** The full name of a cookie. */
  readonly nameOf: (name: string) => string;
  /** The Set-Cookie header of a value that lasts `maxAgeSeconds`; 0 removes it. */
  readonly write: (name: string, value: string, maxAgeSeconds: number) => string;
};

/**
 * With https the prefix makes browsers refuse the cookie from any other host, path or plain http. Browsers keep neither the prefix
 * nor Secure for http on this machine, which is for trying out.
 */
export function cookieForm(isSecure: boolean): CookieForm {
  const nameOf = (name: string) => `${isSecure ? "__Host-" : ""}${name}`;
  return {
    nameOf,
    write: (name, value, maxAgeSeconds) =>
      `${nameOf(name)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`,
  };
}

/** The value of a cookie in a Cookie header; undefined: it is missing, or there are several of the name. */
export function readCookie(header: string | undefined, fullName: string): string | undefined {
  if (header === undefined) return undefined;
  const values = header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${fullName}=`))
    .map((pair) => pair.slice(fullName.length + 1));
  return values.length === 1 ? values[0] : undefined;
}
