/** The connections to the farm: reads, writes and the health probe have their own, so none waits for another kind. */
import { Pool } from "undici";

export type PoolLimits = {
  readonly connectMs: number;
  readonly readConnections: number;
  readonly writeConnections: number;
};

const PROBE_CONNECTIONS = 1;

export type Pools = {
  readonly read: Pool;
  readonly write: Pool;
  readonly probe: Pool;
  readonly close: () => Promise<void>;
};

/** Opens connections to `origin` as requests need them. */
export function createPools(origin: string, { connectMs, readConnections, writeConnections }: PoolLimits): Pools {
  const open = (connections: number) =>
    new Pool(origin, {
      connections,
      connect: { timeout: connectMs },
      // One timer covers the whole request (send-request.ts), so undici's own timers are off.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  const read = open(readConnections);
  const write = open(writeConnections);
  const probe = open(PROBE_CONNECTIONS);
  return {
    read,
    write,
    probe,
    close: async () => {
      await Promise.all([read.close(), write.close(), probe.close()]);
    },
  };
}
