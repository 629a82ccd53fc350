/** Headers of a request. */
import type { IncomingMessage } from "node:http";

/** Returns a header of a request; undefined if it is missing or Node gives it as a list. */
export const headerOf = (incoming: IncomingMessage) => (name: string) => {
  const value = incoming.headers[name];
  return typeof value === "string" ? value : undefined;
};
