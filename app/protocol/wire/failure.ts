/** Failures of a call on the way from the browser to the farm. postOperation creates them; the page displays a message for each. */

/**
 * Whether a failed write may have been done. "not-sent": nothing was changed. "unknown": check before sending it again.
 * Reads are always "not-sent".
 */
export type WriteCertainty = "not-sent" | "unknown";

export type Failure = {
  /** The id that the page's server gave the request; absent without a response of it. */
  readonly requestId?: string | undefined;
} /** No response from the page's server. */ & (
  | { readonly kind: "network"; readonly certainty: WriteCertainty }
  /** The proxy refused the request, or got no response from the farm (RFC 9457 problem). */
  | {
      readonly kind: "proxy";
      readonly status: number;
      readonly problem: string;
      readonly detail: string;
      readonly certainty: WriteCertainty;
      /** When the request may be sent again, s. */
      readonly retryAfterSeconds?: number | undefined;
      /** Since when it has been so, epoch ms. */
      readonly sinceMs?: number | undefined;
    }
  /** The farm responded with a code other than 200. A write was not done, except with the codes that refusals.ts marks. */
  | { readonly kind: "farm"; readonly code: number; readonly message: string; readonly certainty: WriteCertainty }
  /** The response does not match the specification. */
  | { readonly kind: "shape"; readonly detail: string; readonly certainty: WriteCertainty }
);
