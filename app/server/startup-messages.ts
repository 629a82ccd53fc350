/** What the production server prints at start. */
import type { Config } from "../proxy/config";
import type { Farm, RunningAccounts } from "./accounts/open-accounts";

const urlHost = (host: string) => (host.includes(":") ? `[${host}]` : host);

/** The lines after a successful start: version and address, then each farm and how it is used. */
export function startLines(
  version: string,
  { host, readOnly }: Pick<Config, "host" | "readOnly">,
  port: number,
  {
    mode,
    farms,
  }: { readonly mode: RunningAccounts["mode"]; readonly farms: readonly Pick<Farm, "title" | "upstream">[] },
): string[] {
  const address = `http://${urlHost(host)}:${port}`;
  return [
    `Renderdeck ${version} on ${address}`,
    ...farms.map(({ title, upstream: { protocol, domain, dialect } }) => {
      const farm = mode === "demo" ? "demo farm (no account is configured)" : `${protocol}://${domain}`;
      const usage = `, dialect ${dialect}${readOnly ? ", read-only" : ""}`;
      return title === undefined ? `Farm: ${farm}${usage}` : `Farm of ${title}: ${farm}${usage}`;
    }),
    ...(mode === "demo" ? [`How to connect an account: ${address}/settings?section=connection`] : []),
  ];
}

/** A warning if other machines can use the account; undefined otherwise. */
export const exposureWarning = ({ insecure, mode }: Pick<RunningAccounts, "insecure" | "mode">): string | undefined =>
  insecure && mode === "live"
    ? "Warning: there is no sign-in (ALLOW_INSECURE). Everyone who can open this address uses your account."
    : undefined;

/** The message for a failed `listen`, with a remedy. */
export function listenErrorMessage(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} on ${host} is in use: stop the other program, or set PORT to another port, e.g. PORT=${port + 1}`;
  if (error.code === "EACCES") return `Port ${port} needs privileges: set PORT to a port above 1023, e.g. PORT=8080`;
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return `HOST ${host} is not an address of this machine: set HOST to 127.0.0.1, or to 0.0.0.0 for every network`;
  return `Cannot listen on ${host}:${port}: ${error.message}`;
}
