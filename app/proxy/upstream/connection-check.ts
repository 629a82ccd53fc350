/** The connection test: reads the account's profile in each dialect, and names the one likely cause if the farm cannot be used. */
import { userProfileSchema } from "../../protocol/account/account";
import { currencyOfZone, spendableBalance } from "../../protocol/account/currency";
import { type ConnectedAccount, type ConnectionReport, otherDialectOf } from "../../protocol/connection";
import { envelopeSchema, SUCCESS } from "../../protocol/wire/envelope";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import type { UpstreamConfig } from "../config";
import { Problem } from "../http/problem";
import { type CheckOutcome, causeOf } from "./connection-cause";
import type { DialectName } from "./dialect";
import { createForwarder } from "./forwarder";

/** A read without parameters, whose path differs between the dialects. */
const CHECKED = "queryUserProfile";
const TIMEOUT_MS = 10_000;
const ID_LETTERS = 4;

type Attempt = {
  readonly outcome: CheckOutcome;
  readonly account: ConnectedAccount | null;
  readonly clockOffsetMs: number | null;
};

function accountOf(data: unknown): ConnectedAccount | null {
  const { success, data: profile } = userProfileSchema.safeParse(data);
  if (!success) return null;
  return {
    userName: profile.userName,
    zone: profile.zone,
    balance: profile.hideBalance ? null : spendableBalance(profile),
    currency: currencyOfZone(profile.zone),
  };
}

async function tryDialect(upstream: UpstreamConfig, dialect: DialectName, timeoutMs: number): Promise<Attempt> {
  // A forwarder of its own: its connections and its idea of the farm's clock are as new as those of a server that starts.
  const forwarder = createForwarder({ ...upstream, dialect }, { limits: { connectMs: timeoutMs } });
  try {
    const { code, body } = await forwarder.forward(CHECKED, {}, { maxRetries: 0, timeoutMs });
    const { success, data: envelope } = envelopeSchema.safeParse(safeJsonParse(body));
    const serverTime = success ? envelope.serverTime : null;
    return {
      outcome: { kind: "envelope", code },
      account: success && code === SUCCESS ? accountOf(envelope.data) : null,
      clockOffsetMs: serverTime === null ? null : serverTime - Date.now(),
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { detail = error.message, upstreamStatus: status = null } = error.members;
    return { outcome: { kind: "problem", problem: error.problem, detail, status }, account: null, clockOffsetMs: null };
  } finally {
    await forwarder.close();
  }
}

/** Whether a second request can tell more: the first one reached something that speaks HTTP. */
const hasAnswer = ({ outcome }: Attempt): boolean =>
  outcome.kind === "envelope" || outcome.problem === "other-dialect" || outcome.problem === "upstream-bad-reply";

const detailOf = (outcome: CheckOutcome): string => {
  if (outcome.kind === "envelope") return `code ${outcome.code}`;
  return outcome.problem === "other-dialect" && outcome.status !== null ? `HTTP ${outcome.status}` : outcome.detail;
};

export type CheckOptions = {
  /** The prefix of the account's variables; default: that of the only account. */
  readonly prefix?: string | undefined;
  /** For each of the two requests. */
  readonly timeoutMs?: number | undefined;
};

/** Sends at most two reads, in the configured dialect and in the other one. */
export async function checkConnection(
  upstream: UpstreamConfig,
  { prefix = "RENDERBUS_", timeoutMs = TIMEOUT_MS }: CheckOptions = {},
): Promise<ConnectionReport> {
  const { protocol, domain, dialect, accessId } = upstream;
  const first = await tryDialect(upstream, dialect, timeoutMs);
  const second = hasAnswer(first) ? await tryDialect(upstream, otherDialectOf(dialect), timeoutMs) : null;
  const cause = causeOf(first.outcome, second?.outcome ?? null, upstream);
  return {
    checkedAtMs: Date.now(),
    prefix,
    dialect,
    tried: {
      protocol,
      domain,
      idStart: accessId.slice(0, Math.min(ID_LETTERS, Math.floor(accessId.length / 2))),
      clockOffsetMs: first.clockOffsetMs ?? second?.clockOffsetMs ?? null,
    },
    result:
      cause === null
        ? {
            kind: "connected",
            account: first.account,
            otherDialectWorks: second?.outcome.kind === "envelope" && second.outcome.code === SUCCESS,
          }
        : {
            kind: "failed",
            cause,
            code: first.outcome.kind === "envelope" ? first.outcome.code : null,
            detail: detailOf(first.outcome),
          },
  };
}
