/** A browser as far as the sign-in needs one: cookies by host with their attributes, and redirects one by one. */

type Cookie = { readonly value: string; readonly attributes: string };

export class TestBrowser {
  /** By origin, then by name. */
  readonly cookies = new Map<string, Map<string, Cookie>>();

  jar(origin: string): Map<string, Cookie> {
    const jar = this.cookies.get(origin) ?? new Map<string, Cookie>();
    this.cookies.set(origin, jar);
    return jar;
  }

  /** Sends one request with the cookies of its origin, and keeps those of the answer. */
  async fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(address);
    const jar = this.jar(origin);
    const cookie = [...jar].map(([name, { value }]) => `${name}=${value}`).join("; ");
    const headers = new Headers(init.headers);
    if (cookie) headers.set("cookie", cookie);
    const answer = await fetch(address, {
      ...init,
      redirect: "manual",
      headers,
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      if (attributes.includes("Max-Age=0") || value === "") jar.delete(name);
      else jar.set(name, { value, attributes: attributes.join("; ") });
    }
    return answer;
  }

  /** Follows redirects from an address until `until` says stop, or an answer is none. Returns the last address and its answer. */
  async follow(start: string, until: (address: string) => boolean = () => false) {
    let address = start;
    for (let count = 0; count < 12; count += 1) {
      if (until(address)) return { address, answer: undefined };
      const answer = await this.fetch(address);
      const location = answer.headers.get("location");
      if (location === null) return { address, answer };
      address = new URL(location, address).href;
    }
    throw new Error("too many redirects");
  }
}
