/** Loads of many pages that the user can pause. A load is registered only while it runs. */
import { hashKey, type QueryKey } from "@tanstack/react-query";

const controllers = new Map<string, AbortController>();

/** Runs the load of a query. Its signal aborts when the user pauses it. */
export async function runPausable<Data>(
  key: QueryKey,
  load: (pauseSignal: AbortSignal) => Promise<Data>,
): Promise<Data> {
  const hash = hashKey(key);
  const controller = new AbortController();
  controllers.set(hash, controller);
  try {
    return await load(controller.signal);
  } finally {
    // A later load of the same query may have registered meanwhile.
    if (controllers.get(hash) === controller) controllers.delete(hash);
  }
}

/** Pauses the load of a query, if one runs. */
export function pauseLoad(key: QueryKey): void {
  controllers.get(hashKey(key))?.abort();
}
