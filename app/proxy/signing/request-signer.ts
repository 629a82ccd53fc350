/** Adds signature and signed headers to requests to the farm. */
import type { FarmClock } from "./clock-correction";
import { hmacKey } from "./hmac";
import { createNonceGenerator } from "./nonces";
import type { Secret } from "./secret";
import { signText } from "./sign";
import { type SigningIdentity, signedHeaderNames, signedHeaders } from "./signed-headers";
import { stringToSign } from "./string-to-sign";
import type { WireObject } from "./wire-json";

export type SignerAccount = SigningIdentity & { readonly domain: string; readonly accessKey: Secret };

/** Returns all headers of a request to `path`, as names and values in turn. Each call uses the current time and a new nonce. */
export type RequestSigner = (path: string, body: WireObject, unsignedHeaders: readonly string[]) => string[];

export function createRequestSigner(account: SignerAccount, clock: Pick<FarmClock, "now">): RequestSigner {
  const { domain } = account;
  const accessKey = hmacKey(account.accessKey.reveal());
  const nextNonce = createNonceGenerator();
  return (path, body, unsignedHeaders) => {
    const headers = signedHeaders(account, Math.floor(clock.now() / 1000), nextNonce());
    const signature = signText(stringToSign({ domain, path, headers, body }), accessKey);
    // The farm verifies with the Host header as received. undici would normalize the host, so it is set here.
    const list = ["host", domain, "signature", signature, "content-type", "application/json"];
    list.push("accept-encoding", "gzip", ...unsignedHeaders);
    for (const name of signedHeaderNames) list.push(name, headers[name]);
    return list;
  };
}
