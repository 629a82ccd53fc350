/** The connection test in lines for the console. */
import {
  type ConnectedAccount,
  type ConnectionCause,
  type ConnectionReport,
  changeOf,
} from "../../protocol/connection";

/** Each completes the line "Likely cause: ...". */
const causes: Readonly<Record<ConnectionCause, string>> = {
  key: "the access key does not belong to the access id, or the id is wrong",
  id: "the farm does not know the access id",
  zone: "the account belongs to another zone or brand than this farm",
  platform: "the account belongs to another platform",
  clock: "the clock of this machine is wrong: set it, best with a time service",
  dialect: "the farm speaks the other dialect of its protocol",
  plainHttp: "the port speaks plain HTTP, not https",
  plainHttpElsewhere: "the port speaks plain HTTP, not https: it is probably not the farm's port",
  tls: "the port speaks https, not plain HTTP",
  certificate: "the certificate is not valid for this address",
  connectionRefused: "nothing listens at this address and port",
  unknownHost: "no machine has this name",
  noNetwork: "this machine has no network, or a firewall blocks the way",
  timeout: "nothing answers at this address, or a firewall drops the requests",
  notAFarm: "something answers at this address, but it is not a Renderbus farm",
  gateway: "the farm's gateway says that the farm is down: try again later",
  tooManyRequests: "the farm gets too many requests: try again in a minute",
  refused: "the farm refuses this account",
  unknown: "unknown; the error is named above",
};

const money = ({ balance, currency }: ConnectedAccount): string =>
  balance === null
    ? ""
    : `, balance ${new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol", trailingZeroDisplay: "stripIfInteger" }).format(balance)}`;

const accountText = (account: ConnectedAccount | null): string =>
  account === null
    ? "Account: the farm accepts it"
    : `Account ${account.userName}${account.zone === null ? "" : `, zone ${account.zone}`}${money(account)}`;

/** Clock differences below this are the network's delay, ms. */
const CLOCK_NOISE_MS = 2000;

function clockText(offsetMs: number | null): string {
  if (offsetMs === null) return "clock not compared";
  if (Math.abs(offsetMs) < CLOCK_NOISE_MS) return "clock right";
  return `clock ${Math.round(Math.abs(offsetMs) / 1000)} s ${offsetMs > 0 ? "behind" : "ahead of"} the farm's`;
}

/** `title`: of one of several accounts. No line contains more of the credentials than the first letters of the id. */
export function connectionLines(report: ConnectionReport, title?: string): readonly string[] {
  const { result, tried, dialect, prefix } = report;
  const name = title === undefined ? "" : `${title}: `;
  if (result.kind === "connected") {
    const lines = [`${name}${accountText(result.account)}`];
    if (tried && Math.abs(tried.clockOffsetMs ?? 0) >= CLOCK_NOISE_MS)
      lines.push(`  The signatures are corrected: ${clockText(tried.clockOffsetMs)}`);
    if (result.otherDialectWorks && dialect === "2018")
      lines.push(
        `  The farm speaks the current dialect, too: with ${prefix}DIALECT=current there are frame logs, nodes, limits and more`,
      );
    return lines;
  }
  const change = changeOf(report, result.cause);
  const facts = tried
    ? [
        `${tried.protocol}://${tried.domain}`,
        `dialect ${dialect}`,
        `access id ${tried.idStart}…`,
        clockText(tried.clockOffsetMs),
      ]
    : [];
  return [
    `${name}The farm cannot be used (${result.detail})`,
    `  Tried: ${facts.join(", ")}`,
    `  Likely cause: ${causes[result.cause]}`,
    ...(change === null ? [] : [`  ${change.includes("=") ? "Set" : "Check"} ${change} and start again`]),
  ];
}
