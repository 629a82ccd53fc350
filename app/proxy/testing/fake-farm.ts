/** A minimal farm behind HTTP for tests of the connection: it verifies the signature, then calls the given responder. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { verifySignature } from "../signing/sign";

export const accessId = "AKIDfaketest";
export const accessKey = "SENTINEL-key-that-must-never-be-seen";

export type ReceivedRequest = {
  readonly path: string;
  readonly body: unknown;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly nonce: string;
};

/** Responds to a request with a valid signature; `count` is 1 for the first request. */
export type Responder = (response: ServerResponse, count: number, request: ReceivedRequest) => void;

export const envelopeText = (code: number, data: unknown = null, serverTime = Date.now()) =>
  JSON.stringify({ version: "1.0.0", result: code === 200, message: "m", code, serverTime, data });

export const respondWithSuccess: Responder = (response) => {
  response.setHeader("content-type", "application/json");
  response.end(envelopeText(200, { items: [] }));
};

/** Starts listening and returns the port. */
export const listenOnFreePort = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(portOf(server)));
  });

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== "object" || address === null) throw new Error("not listening");
  return address.port;
}

export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

export type FakeFarm = {
  readonly port: number;
  /** Requests with a valid signature, in order of arrival. */
  readonly requests: ReceivedRequest[];
  readonly close: () => Promise<void>;
};

/** Starts the farm. A request with an invalid signature gets code 611. */
export async function startFakeFarm(respond: Responder = respondWithSuccess): Promise<FakeFarm> {
  const requests: ReceivedRequest[] = [];
  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const bodyText = await text(incoming);
    const { host = "", signature, utctimestamp, nonce } = incoming.headers;
    const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const path = incoming.url ?? "";
    if (!verifySignature({ domain: host, path, headers, bodyText, accessKey, signature: String(signature) })) {
      response.end(envelopeText(611));
      return;
    }
    const request = { path, body: JSON.parse(bodyText), timestamp: Number(utctimestamp), nonce: String(nonce) };
    requests.push(request);
    respond(response, requests.length, request);
  };
  const server = createServer((incoming, response) => void handle(incoming, response));
  const port = await listenOnFreePort(server);
  return { port, requests, close: () => closeServer(server) };
}
