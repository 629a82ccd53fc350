/** What the account can spend, read with its profile now and then. */
import { userProfileSchema } from "../../protocol/account/account";
import { type Currency, currencyOfZone, spendableBalance } from "../../protocol/account/currency";
import { envelopeSchema } from "../../protocol/wire/envelope";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import type { Forwarder } from "../../proxy/upstream/forwarder";

export type AmountFacts = {
  readonly currency: Currency;
  /** The account may not see what tasks cost, or what it has. */
  readonly chargesHidden: boolean;
  readonly balanceHidden: boolean;
};

export type BalanceReader = {
  /** In units of the account's currency, a few minutes old; null: not known. Asks the farm again when it is too old. */
  readonly current: () => number | null;
  /** What the profile says of amounts, as it was read last; null: it was not. */
  readonly profile: () => AmountFacts | null;
  /** Takes the balance from an answer of queryUserProfile that passed by. */
  readonly note: (envelopeText: string) => void;
};

/** The profile is read again after this time, ms. */
const MAX_AGE_MS = 300_000;

export function createBalanceReader(forward: Forwarder["forward"], now: () => number = Date.now): BalanceReader {
  let balance: number | null = null;
  let facts: AmountFacts | null = null;
  let readMs = Number.NEGATIVE_INFINITY;

  const note = (envelopeText: string) => {
    const envelope = envelopeSchema.safeParse(safeJsonParse(envelopeText));
    const profile = userProfileSchema.safeParse(envelope.data?.data);
    if (!profile.success) return;
    const { zone, hideJobCharge, hideBalance } = profile.data;
    balance = spendableBalance(profile.data);
    facts = { currency: currencyOfZone(zone), chargesHidden: hideJobCharge, balanceHidden: hideBalance };
    readMs = now();
  };
  return {
    current() {
      if (now() - readMs > MAX_AGE_MS) {
        readMs = now();
        forward("queryUserProfile", {}).then(
          ({ body }) => note(body),
          () => {
            balance = null;
          },
        );
      }
      return balance;
    },
    profile: () => facts,
    note,
  };
}
