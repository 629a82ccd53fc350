import { accountKey } from "../../state/account";

/** Runs one call at a time among all tabs. Browsers have locks only for pages that came by HTTPS or from this machine. */
export function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  const locks: LockManager | undefined = Reflect.get(navigator, "locks");
  return locks ? locks.request(accountKey("renderdeck.events"), work) : work();
}
