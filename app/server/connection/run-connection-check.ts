/** `npm run check:connection`: the connection test of every account on the console; ends with 1 if one of them cannot be used. */
import { loadConfig } from "../../proxy/config";
import { checkConnection } from "../../proxy/upstream/connection-check";
import { connectionLines } from "./console-lines";

/** Rejects with ConfigError. */
export async function runConnectionCheck(): Promise<void> {
  const { upstream, accounts } = loadConfig();
  const farms = upstream ? [{ title: undefined, prefix: undefined, upstream }] : accounts;
  if (farms.length === 0) {
    console.log("No account is configured, so the demo farm is used: there is no connection to test.");
    return;
  }
  for (const { title, prefix, upstream: farm } of farms) {
    const report = await checkConnection(farm, { prefix });
    for (const line of connectionLines(report, title)) console.log(line);
    if (report.result.kind === "failed") process.exitCode = 1;
  }
}
