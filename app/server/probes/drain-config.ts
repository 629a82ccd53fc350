/** How long a stopping server goes on as before, so that balancers see that it is not ready; from the environment. */
import { ConfigError, type Environment } from "../../proxy/config";

const MAX_SECONDS = 60;

/** Milliseconds; 0 without the variable. Throws ConfigError. */
export function drainMsOf(env: Environment): number {
  const text = env["RENDERDECK_DRAIN_SECONDS"]?.trim() || "0";
  if (!/^\d{1,2}$/.test(text) || Number(text) > MAX_SECONDS)
    throw new ConfigError([`RENDERDECK_DRAIN_SECONDS must be a number of seconds from 0 to ${MAX_SECONDS}, e.g. 5`]);
  return Number(text) * 1000;
}
