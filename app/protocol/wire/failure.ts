/** Failures of a call, from the browser to the farm: the fetch client creates them, messages explain them. */

/**
 * Whether a failed write may have been done. "not-sent": nothing was changed. "unknown": check before a repetition.
 * Reads are always "not-sent".
 */
export type WriteCertainty = "not-sent" | "unknown";

export type Failure =
  /** No response from our own server. */
  | { readonly kind: "network"; readonly certainty: WriteCertainty }
  /** Our proxy refused, or got no response from the farm (RFC 9457 problem). */
  | {
      readonly kind: "proxy";
      readonly status: number;
      readonly problem: string;
      readonly detail: string;
      readonly certainty: WriteCertainty;
    }
  /** The farm responded with a code other than 200. Nothing was done, except for codes of its own failure (farmErrorCodes). */
  | { readonly kind: "farm"; readonly code: number; readonly message: string; readonly certainty: WriteCertainty }
  /** The response does not match the specification. */
  | { readonly kind: "shape"; readonly detail: string; readonly certainty: WriteCertainty };
