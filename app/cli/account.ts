/** What of the account commands need: its currency, and what it may not see or do. */
import { type Currency, currencyOfZone } from "../protocol/account/currency";
import { type Obstacle, obstaclesOf } from "../protocol/account/rights";
import { CallError } from "../protocol/wire/call-error";
import { type ApiClient, errorOf } from "./api-client";

export type Account = {
  readonly currency: Currency;
  /** The account, or a viewer, may not see what tasks cost. */
  readonly chargesHidden: boolean;
  readonly obstacles: ReadonlySet<Obstacle>;
};

/** A rejected call as a CommandError; anything else is thrown as it is. */
export const asCommandError =
  ({ server }: Pick<ApiClient, "server">) =>
  (error: unknown): never => {
    throw error instanceof CallError ? errorOf(error, server) : error;
  };

/** Reads the profile of the account. Throws CommandError. */
export async function loadAccount(client: ApiClient): Promise<Account> {
  const profile = await client.call("queryUserProfile", {}).catch(asCommandError(client));
  return {
    currency: currencyOfZone(profile.zone),
    chargesHidden: profile.hideJobCharge,
    obstacles: obstaclesOf(profile),
  };
}
