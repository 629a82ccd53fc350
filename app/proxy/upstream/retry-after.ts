/** The Retry-After header of the farm (RFC 9110 section 10.2.3): seconds or an HTTP date. */

/** Later times are cut: no farm is away for longer than a day. */
const MAX_SECONDS = 86_400;

/** Whole seconds to wait, from 0 to a day; null if the header is missing or invalid. `nowMs` is epoch ms. */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? "";
  // Date.parse also accepts numbers such as "-5", which are no HTTP dates.
  const dateMs = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((dateMs - nowMs) / 1000);
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), MAX_SECONDS);
}
