/** A farm of a few lines behind real HTTP, for tests of the road to it: it verifies the signature, then does as it is told. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { verifySignature } from "../signing/sign";

export const accessId = "AKIDfaketest";
export const accessKey = "SENTINEL-key-that-must-never-be-seen";

/** What reached the farm, in order. */
export type ReceivedRequest = {
  readonly path: string;
  readonly body: unknown;
  readonly timestamp: number;
  readonly nonce: string;
};

/** Answers one verified request; `nth` counts from 1. */
export type RespondToRequest = (response: ServerResponse, nth: number, seen: ReceivedRequest) => void;

export const envelopeText = (code: number, data: unknown = null, serverTime = Date.now()) =>
  JSON.stringify({ version: "1.0.0", result: code === 200, message: "m", code, serverTime, data });

export const succeed: RespondToRequest = (response) => {
  response.setHeader("content-type", "application/json");
  response.end(envelopeText(200, { items: [] }));
};

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

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

export type FakeFarm = {
  readonly port: number;
  readonly requests: ReceivedRequest[];
  readonly close: () => Promise<void>;
};

/** Starts it; a request whose signature does not verify gets code 611 and is not counted. */
export async function startFakeFarm(answer: RespondToRequest = succeed): Promise<FakeFarm> {
  const seen: ReceivedRequest[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const bodyText = await textOf(request);
    const { host = "", signature, utctimestamp, nonce } = request.headers;
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const path = request.url ?? "";
    if (!verifySignature({ domain: host, path, headers, bodyText, accessKey, signature: String(signature) })) {
      response.end(envelopeText(611));
      return;
    }
    seen.push({ path, body: JSON.parse(bodyText), timestamp: Number(utctimestamp), nonce: String(nonce) });
    const last = seen.at(-1);
    if (last) answer(response, seen.length, last);
  };
  const server = createServer((request, response) => void handle(request, response));
  const port = await listenOnFreePort(server);
  return { port, requests: seen, close: () => closeServer(server) };
}
