/** How the process divides its file descriptors between clients, the farm and files. */
import type { PoolLimits } from "../proxy/upstream/pools";

/** Standard streams, the log, timers of the event loop, name resolution, files that Node opens later. */
const RESERVED = 64;
/** More connections to the farm do not speed it up, and more clients than these are an attack or need several servers. */
const MAX_UPSTREAM = 128;
const MAX_CLIENTS = 10_000;
/** Assumed where the limit is unknown or absent. */
const DEFAULT_DESCRIPTORS = 65_536;

export type ResourceLimits = Pick<PoolLimits, "readConnections" | "writeConnections"> & {
  /** Connections of clients. */
  readonly clientConnections: number;
};

/**
 * Connections to the farm get at most a quarter of the descriptors, so there is one whenever a request needs it; a fifth of
 * them is for writes. With the demo farm both ends of such a connection are in this process, so they count twice.
 */
export function resourceLimits(descriptors: number): ResourceLimits {
  const upstream = Math.max(2, Math.min(MAX_UPSTREAM, Math.floor(descriptors / 4)));
  const writeConnections = Math.ceil(upstream / 5);
  const clientConnections = Math.max(8, Math.min(MAX_CLIENTS, descriptors - 2 * upstream - RESERVED));
  return { readConnections: upstream - writeConnections, writeConnections, clientConnections };
}

/** The limit of open file descriptors of this process (`ulimit -n`). Called before there are connections: the report resolves the names of all peers. */
export function descriptorLimit(): number {
  const limits: unknown = Object(process.report.getReport())["userLimits"];
  const soft: unknown = Object(Object(limits)["open_files"])["soft"];
  return typeof soft === "number" ? soft : DEFAULT_DESCRIPTORS;
}
