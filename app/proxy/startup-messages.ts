/** What the production server prints at start. */
import type { Config } from "./config";
import type { RunningProxy } from "./create-proxy";

const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "::1"]);

const urlHost = (host: string) => (host.includes(":") ? `[${host}]` : host);

/** The lines after a successful start: version and address, then the farm and how it is used. */
export function startLines(
  version: string,
  { host, dialect, readOnly }: Pick<Config, "host" | "dialect" | "readOnly">,
  port: number,
  { mode, upstream }: Pick<RunningProxy, "mode" | "upstream">,
): string[] {
  const farm = mode === "demo" ? "demo farm (no account is configured)" : `${upstream.protocol}://${upstream.domain}`;
  return [
    `Renderdeck ${version} on http://${urlHost(host)}:${port}`,
    `Farm: ${farm}${dialect === "current" ? ", current dialect" : ""}${readOnly ? ", read-only" : ""}`,
  ];
}

/** A warning if other machines can use the account; undefined otherwise. */
export const exposureWarning = (host: string, mode: RunningProxy["mode"]): string | undefined =>
  mode === "live" && !loopbackHosts.has(host)
    ? "Warning: there is no sign-in. Everyone who can open this address uses your account."
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
