/** The person that a server in front names in a header. Only listed addresses may send it (decision 087). */
import type { IncomingMessage } from "node:http";
import type { Role } from "../../protocol/endpoints";
import type { Person } from "../../protocol/person";
import type { Identify } from "../../proxy/http/identify";
import type { ServerLog } from "../../proxy/http/server-log";
import { type HeaderConfig, splitNames } from "./people-config";

/** Refusals of one kind are logged at most once in this time, ms. */
const LOG_INTERVAL_MS = 60_000;
const MAX_NAME = 200;

type Options = {
  readonly roleOf: (groups: readonly string[]) => Role;
  readonly log: Pick<ServerLog, "warn">;
  readonly now?: () => number;
};

/** The values of a header in the order they were sent. */
function valuesOf({ rawHeaders }: IncomingMessage, name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2)
    // Node reads the bytes of headers as Latin-1; servers in front send UTF-8.
    if (rawHeaders[index]?.toLowerCase() === name)
      values.push(
        Buffer.from(rawHeaders[index + 1] ?? "", "latin1")
          .toString("utf8")
          .trim(),
      );
  return values;
}

const isName = (text: string | undefined): text is string =>
  text !== undefined && text.length > 0 && text.length <= MAX_NAME && /^\P{C}+$/u.test(text);

/** null: no header, several of them, an unreadable name, or a peer that may not send it. */
export function headerIdentity(config: HeaderConfig, { roleOf, log, now = Date.now }: Options): Identify {
  const loggedMs = new Map<string, number>();
  const refuse = (reason: string, address: string) => {
    if (now() - (loggedMs.get(reason) ?? Number.NEGATIVE_INFINITY) >= LOG_INTERVAL_MS) {
      loggedMs.set(reason, now());
      log.warn({ event: "identity-header-refused", detail: reason, address });
    }
    return null;
  };

  return (incoming): Person | null => {
    const names = valuesOf(incoming, config.identityHeader);
    if (names.length === 0) return null;
    const { remoteAddress = "" } = incoming.socket;
    if (!config.trusted.includes(remoteAddress))
      return refuse("the address is not in RENDERDECK_TRUSTED_PROXIES", remoteAddress);
    if (names.length > 1) return refuse("the header came twice: the server in front must replace it", remoteAddress);
    const [name] = names;
    if (!isName(name)) return refuse("the name cannot be used", remoteAddress);
    const groups = config.groupsHeader === null ? [] : valuesOf(incoming, config.groupsHeader);
    if (groups.length > 1) return refuse("the groups came twice: the server in front must replace them", remoteAddress);
    return { id: name, name, role: roleOf(splitNames(groups[0] ?? "")), source: "header" };
  };
}
