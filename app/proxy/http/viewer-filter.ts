/**
 * What a viewer gets of a response: no personal data of the account, and amounts only if the server's setting and the
 * account's own flags (hideBalance, hideJobCharge) allow it.
 */
import type { IncomingMessage } from "node:http";
import * as z from "zod/mini";
import type { OperationName } from "../../protocol/endpoints";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { flag } from "../../protocol/wire/wire";
import type { Forwarder } from "../upstream/forwarder";
import type { RelayedResponse } from "../upstream/parse-reply";
import { personOf } from "./request-person";

export type ViewerFilter = {
  /** The text of the response without what the viewer may not know. */
  readonly filterResponse: (operation: OperationName, response: RelayedResponse) => Promise<string>;
  /** What of the amounts the viewer may not know. */
  readonly hiddenAmounts: () => Promise<HiddenAmounts>;
};

/** Members of the profile that a viewer gets besides amounts: the page needs them, and none is about a person. Unknown ones are left out. */
const publicProfile: ReadonlySet<string> = new Set([
  "userId",
  "userName",
  "platform",
  "softType",
  "softStatus",
  "businessType",
  "status",
  "infoStatus",
  "accountType",
  "userType",
  "mainUserId",
  "level",
  "pictureLever",
  "zone",
  "shareMainCapital",
  "subDeleteTask",
  "useMainBalance",
  "hideBalance",
  "hideJobCharge",
  "useLevelDirectory",
  "downloadDisable",
  "displaySubaccount",
  "subaccountLimits",
  "houdiniFlag",
  "c4dFlag",
  "blenderFlag",
  "keyshotFlag",
  "groupTaskLevel",
  "taskNodeLimitPermission",
  "enableNodeDetails",
]);

/** Personal members of other responses: the operation record has the address of each user. */
const personalMembers: ReadonlySet<string> = new Set(["requestIp", "phone", "email"]);

/** Names of amounts and prices, also of later farms (qyCouponConsume, availableCredit). */
const AMOUNT = /balance|cumulative|credit|coupon|price|fee|consume|arrears|cost|charge|amount|discount|ramrate/i;
/** Whether a member of this name is an amount or a price. */
export const isAmount = (name: string) => AMOUNT.test(name) && !publicProfile.has(name);

/** The flags of the account are read again after this time. */
const FLAGS_LAST_MS = 300_000;

export type HiddenAmounts = { readonly balance: boolean; readonly charges: boolean };

/** What of the amounts the sender of a request may not know. */
export type HiddenAmountsOf = (incoming: IncomingMessage) => Promise<HiddenAmounts>;

const nothingHidden: HiddenAmounts = { balance: false, charges: false };

/** Viewers know what the filter leaves; other roles know everything. */
export const hiddenAmountsOf =
  ({ hiddenAmounts }: Pick<ViewerFilter, "hiddenAmounts">): HiddenAmountsOf =>
  async (incoming) =>
    personOf(incoming).role === "viewer" ? hiddenAmounts() : nothingHidden;

const flagsSchema = z.object({ data: z.object({ hideBalance: flag, hideJobCharge: flag }) });

/** The flags in a response of queryUserProfile. Amounts are hidden if they cannot be read. */
function hiddenByAccount(text: string): HiddenAmounts {
  const { data } = flagsSchema.safeParse(safeJsonParse(text));
  return { balance: data?.data.hideBalance ?? true, charges: data?.data.hideJobCharge ?? true };
}

/** `seesMoney`: the setting of the server. `now` returns epoch ms. */
export function createViewerFilter(
  forward: Forwarder["forward"],
  seesMoney: boolean,
  now: () => number = Date.now,
): ViewerFilter {
  let flags: { readonly hidden: Promise<HiddenAmounts>; readonly readAtMs: number } | undefined;

  const readFlags = () =>
    forward("queryUserProfile", {}).then(
      ({ body }) => hiddenByAccount(body),
      () => ({ balance: true, charges: true }),
    );
  const hiddenNow = (): HiddenAmounts | Promise<HiddenAmounts> => {
    if (!seesMoney) return { balance: true, charges: true };
    if (!flags || now() - flags.readAtMs > FLAGS_LAST_MS) flags = { hidden: readFlags(), readAtMs: now() };
    return flags.hidden;
  };

  const filterResponse: ViewerFilter["filterResponse"] = async (operation, { body }) => {
    const envelope: unknown = safeJsonParse(body);
    const isProfile = operation === "queryUserProfile";
    const hidden = isProfile && seesMoney ? hiddenByAccount(body) : await hiddenNow();
    const hidesAmounts = isProfile ? hidden.balance : hidden.charges;
    const isVisible = (name: string) => !personalMembers.has(name) && !(hidesAmounts && isAmount(name));
    if (!isProfile) return JSON.stringify(envelope, (name, value: unknown) => (isVisible(name) ? value : undefined));
    const { data, ...rest } = Object(envelope);
    const members = Object.entries(Object(data)).filter(
      ([name]) => publicProfile.has(name) || (isAmount(name) && isVisible(name)),
    );
    const flagMembers = { hideBalance: Number(hidden.balance), hideJobCharge: Number(hidden.charges) };
    return JSON.stringify({ ...rest, data: data && { ...Object.fromEntries(members), ...flagMembers } });
  };

  return {
    filterResponse,
    hiddenAmounts: async () => hiddenNow(),
  };
}
