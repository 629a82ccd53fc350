/** The six headers that a signature covers (signature.md, "Header values"). */

/** In their exact spelling: HTTP may change the case on the way, but the signature depends on it. */
export const signedHeaderNames = ["accessId", "channel", "platform", "UTCTimestamp", "nonce", "version"] as const;

export type SignedHeaders = Readonly<Record<(typeof signedHeaderNames)[number], string>>;

/** The account's id, its channel and platform, and the version of the protocol. */
export type SigningIdentity = {
  readonly accessId: string;
  readonly channel: string;
  readonly platform: string;
  readonly version: string;
};

/** The headers to sign. `nowSeconds` is epoch seconds, `nonce` an integer from 100000 to 999998 as text. */
export const signedHeaders = (identity: SigningIdentity, nowSeconds: number, nonce: string): SignedHeaders => ({
  accessId: identity.accessId,
  channel: identity.channel,
  platform: identity.platform,
  UTCTimestamp: String(nowSeconds),
  nonce,
  version: identity.version,
});

/** The signed headers of a received request, in their exact spelling; undefined if one is missing. */
export function readSignedHeaders(headers: Readonly<Record<string, string | undefined>>): SignedHeaders | undefined {
  const byLowerCaseName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const headerValue = (name: keyof SignedHeaders) => byLowerCaseName.get(name.toLowerCase());
  const [accessId, channel, platform, UTCTimestamp, nonce, version] = signedHeaderNames.map(headerValue);
  if (accessId === undefined || channel === undefined || platform === undefined) return undefined;
  if (UTCTimestamp === undefined || nonce === undefined || version === undefined) return undefined;
  return { accessId, channel, platform, UTCTimestamp, nonce, version };
}
