/** The connection test on the console: prints which dialect works, and ends with 1 if it is not the configured one of every account. */
import { loadConfig } from "../proxy/config";
import { checkConnection, connectionReport } from "../proxy/upstream/connection-check";

/** Rejects with ConfigError. */
export async function runConnectionCheck(): Promise<void> {
  const { upstream, accounts } = loadConfig();
  const farms = upstream ? [{ title: undefined, upstream }] : accounts;
  if (farms.length === 0) {
    console.log("No account is configured, so the demo farm is used: there is no connection to test.");
    return;
  }
  for (const { title, upstream: farm } of farms) {
    const { lines, isUsable } = connectionReport(farm, await checkConnection(farm));
    if (title !== undefined) console.log(`Account ${title}`);
    for (const line of lines) console.log(line);
    if (!isUsable) process.exitCode = 1;
  }
}
