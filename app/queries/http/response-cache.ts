/**
 * Data of the last responses, returned again for the same response text. On an idle farm nearly every poll gets the same text,
 * and comparing one long text costs a hundredth of parsing thousands of values. Consumers also get the identical object.
 */
export type ResponseCache<Data> = {
  /** The cached data of this request when the response text is the same, else undefined. */
  readonly get: (requestText: string, responseText: string) => Data | undefined;
  readonly set: (requestText: string, responseText: string, data: Data) => void;
};

/** Members of the envelope that differ in every response. */
const PER_RESPONSE = /"(?:serverTime|requestId)"\s*:\s*(?:\d+|"[^"]*"|null)/g;

/** The serverTime of a response text that is not parsed; null: it has none. */
export function serverTimeOf(responseText: string): number | null {
  const digits = /"serverTime"\s*:\s*"?(\d+)/.exec(responseText)?.[1];
  return digits === undefined ? null : Number(digits);
}

type Comparable = { readonly head: string; readonly rest: string };

/** A response without the members above. Only the text before `data` is changed, so `data` is compared completely. */
function comparable(responseText: string): Comparable {
  const at = responseText.indexOf('"data"');
  return { head: responseText.slice(0, at).replace(PER_RESPONSE, ""), rest: responseText.slice(at) };
}

/** A cache of the last response to each of the `maxRequests` most recent requests. */
export function createResponseCache<Data>(maxRequests = 4): ResponseCache<Data> {
  const entries = new Map<string, Comparable & { readonly data: Data }>();
  return {
    get(requestText, responseText) {
      const entry = entries.get(requestText);
      if (!entry) return undefined;
      const { head, rest } = comparable(responseText);
      return head === entry.head && rest === entry.rest ? entry.data : undefined;
    },
    set(requestText, responseText, data) {
      entries.delete(requestText);
      entries.set(requestText, { ...comparable(responseText), data });
      for (const oldest of entries.keys()) {
        if (entries.size <= maxRequests) break;
        entries.delete(oldest);
      }
    },
  };
}
