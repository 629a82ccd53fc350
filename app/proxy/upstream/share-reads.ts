/** Identical reads under way are one request to the farm. */
import { EventEmitter } from "node:events";
import { endpoints } from "../../protocol/endpoints";
import { Problem } from "../http/problem";
import type { Forwarder } from "./forwarder";
import type { RelayedResponse } from "./parse-reply";
import type { ClientConnection } from "./send-request";

/** Stands for all clients of one read: it closes when the last of them has disconnected. */
class SharedClient extends EventEmitter {
  destroyed = false;
  private readonly clients = new Set<ClientConnection>();

  /** Adds a client. Its own promise rejects with "client-gone" when it disconnects, even if others still wait. */
  add(client: ClientConnection, response: Promise<RelayedResponse>): Promise<RelayedResponse> {
    this.clients.add(client);
    return new Promise((resolve, reject) => {
      const onClose = () => {
        this.clients.delete(client);
        reject(new Problem("client-gone"));
        if (this.clients.size > 0) return;
        this.destroyed = true;
        this.emit("close");
      };
      client.once("close", onClose);
      response.then(resolve, reject).finally(() => client.off("close", onClose));
      if (client.destroyed) onClose();
    });
  }
}

type SharedRead = { readonly client: SharedClient; readonly response: Promise<RelayedResponse> };

/**
 * `forward` with shared reads. A read never joins one that began before a write: it would return the state before that write.
 * Reads without a client, such as the server's own, are not shared.
 */
export function shareReads(forward: Forwarder["forward"]): Forwarder["forward"] {
  const reads = new Map<string, SharedRead>();

  const startRead = (key: string, ...[operation, body, options]: Parameters<Forwarder["forward"]>): SharedRead => {
    const client = new SharedClient();
    const response = forward(operation, body, { ...options, client });
    const read = { client, response };
    reads.set(key, read);
    const forget = () => {
      if (reads.get(key) === read) reads.delete(key);
    };
    response.then(forget, forget);
    return read;
  };

  return async (operation, body, options = {}) => {
    const { client, language = "en" } = options;
    if (endpoints[operation].kind === "write") {
      reads.clear();
      return forward(operation, body, options).finally(() => reads.clear());
    }
    if (!client) return forward(operation, body, options);
    const key = `${operation} ${language} ${JSON.stringify(body)}`;
    const current = reads.get(key);
    const read = current && !current.client.destroyed ? current : startRead(key, operation, body, options);
    return read.client.add(client, read.response);
  };
}
