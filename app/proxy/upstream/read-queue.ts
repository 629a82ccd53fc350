/**
 * Reads of clients wait here for a connection to the farm. When more come than the farm answers, the reads that have waited longest
 * are refused: their clients may ask again, and those that are answered are answered soon.
 */
import { endpoints, type OperationName } from "../../protocol/endpoints";
import { Problem } from "../http/problem";
import type { Forwarder } from "./forwarder";
import type { ClientConnection } from "./send-request";
import { busyProblem } from "./upstream-problem";

/** Waiting reads, as a multiple of the connections. */
const MAX_WAITING_FACTOR = 4;
/** The longest wait of a read, ms. A longer one ends as a timeout of the farm, which it is not. */
const MAX_WAIT_MS = 5000;

type Waiting = { readonly start: () => void; readonly refuse: (problem: Problem) => void };

/**
 * `forward` with at most `connections` reads of clients under way. Throws the Problem "busy" for a read that waited too long, and
 * "client-gone" when its client disconnects. The server's own reads and writes do not wait here.
 */
export function queueReads(
  forward: Forwarder["forward"],
  connections: number,
  maxWaitMs = MAX_WAIT_MS,
): Forwarder["forward"] {
  /** The oldest first. */
  const waiting = new Set<Waiting>();
  let running = 0;

  /** Resolves when the read may start. */
  const waitForTurn = (operation: OperationName, client: ClientConnection): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = () => {
        waiting.delete(entry);
        clearTimeout(timer);
        client.off("close", onClose);
      };
      const refuse = (problem: Problem) => {
        leave();
        reject(problem);
      };
      const start = () => {
        leave();
        running += 1;
        resolve();
      };
      const entry = { start, refuse };
      const onClose = () => refuse(new Problem("client-gone"));
      const timer = setTimeout(() => {
        refuse(busyProblem(operation, `No connection to the farm was free in ${maxWaitMs} ms`));
      }, maxWaitMs);
      client.once("close", onClose);
      waiting.add(entry);
      if (client.destroyed) onClose();
      else if (waiting.size > connections * MAX_WAITING_FACTOR) {
        const [oldest] = waiting;
        oldest?.refuse(busyProblem(operation, "Too many operations are under way"));
      }
    });

  return async (operation, body, options = {}) => {
    const { client } = options;
    if (!client || endpoints[operation].kind === "write") return forward(operation, body, options);
    if (running < connections) running += 1;
    else await waitForTurn(operation, client);
    try {
      return await forward(operation, body, options);
    } finally {
      running -= 1;
      const [oldest] = waiting;
      oldest?.start();
    }
  };
}
