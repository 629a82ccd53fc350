/**
 * Answers that say again what the one before said. On a farm where nothing happens nearly all do, and comparing one long
 * text costs a hundredth of reading thousands of values from it. Their data is the same value as before.
 */
export type ResponseCache<Data> = {
  /** The data of the last answer to this request, if the reply says the same. */
  readonly find: (request: string, reply: string) => Data | undefined;
  readonly keep: (request: string, reply: string, data: Data) => void;
};

/** What an envelope says beside its data; the moment and the number of the answer are no news. */
const MOMENT = /"(?:serverTime|requestId)"\s*:\s*(?:\d+|"[^"]*"|null)/g;

/** A reply without the moment of its answer. Only the members before `data` are looked at: data is never touched. */
function withoutMoment(reply: string): { readonly head: string; readonly rest: string } {
  const at = reply.indexOf('"data"');
  return { head: reply.slice(0, at).replace(MOMENT, ""), rest: reply.slice(at) };
}

/** Remembers the last answer to each of a few requests, the newest ones. */
export function createResponseCache<Data>(most = 4): ResponseCache<Data> {
  const known = new Map<string, { readonly head: string; readonly rest: string; readonly data: Data }>();
  return {
    find(request, reply) {
      const last = known.get(request);
      if (!last) return undefined;
      const { head, rest } = withoutMoment(reply);
      return head === last.head && rest === last.rest ? last.data : undefined;
    },
    keep(request, reply, data) {
      known.delete(request);
      known.set(request, { ...withoutMoment(reply), data });
      for (const oldest of known.keys()) {
        if (known.size <= most) break;
        known.delete(oldest);
      }
    },
  };
}
