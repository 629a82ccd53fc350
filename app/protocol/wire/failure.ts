/** What can go wrong between a click and the farm: one union for the fetch client that makes it and the words that explain it. */

/**
 * Whether a write that failed may have been done: "not-sent" nothing was changed, "unknown" look before doing it again.
 * Reads are always "not-sent".
 */
export type WriteCertainty = "not-sent" | "unknown";

export type Failure =
  /** No answer from our own server. */
  | { readonly kind: "network"; readonly certainty: WriteCertainty }
  /** Our proxy refused, or could not get an answer from the farm (RFC 9457 problem). */
  | {
      readonly kind: "proxy";
      readonly status: number;
      readonly problem: string;
      readonly detail: string;
      readonly certainty: WriteCertainty;
    }
  /** The farm answered with a code other than 200. It then did nothing, unless it says that it failed itself. */
  | { readonly kind: "farm"; readonly code: number; readonly message: string; readonly certainty: WriteCertainty }
  /** The reply was not what the specification says. */
  | { readonly kind: "shape"; readonly detail: string; readonly certainty: WriteCertainty };
