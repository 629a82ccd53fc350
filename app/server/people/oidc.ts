/** Sign-in at an OpenID provider: authorization code with PKCE, state and nonce; openid-client checks issuer and signatures. */
import * as client from "openid-client";
import * as z from "zod/mini";
import type { OidcConfig } from "./people-config";

/** What a sign-in under way must find again when the provider leads back. */
export type SignInAttempt = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** The address to which the provider leads back; without its query. */
  readonly redirectUri: string;
};

/** What the provider says of a person. */
export type Claims = { readonly subject: string; readonly name: string; readonly groups: readonly string[] };

export type Oidc = {
  /** The address at the provider where a sign-in begins. Rejects if the provider does not answer. */
  readonly begin: (redirectUri: string) => Promise<{ readonly address: URL; readonly attempt: SignInAttempt }>;
  /** `query`: what the provider gave along. Rejects if anything does not belong to the attempt. */
  readonly finish: (attempt: SignInAttempt, query: string) => Promise<Claims>;
  /** The address at the provider where its own session ends, which leads back; null: it names none, or does not answer. */
  readonly signOutAddress: (returnUri: string) => Promise<URL | null>;
};

/** The provider gives it back to the address after its sign-out. */
export const ENDED_AT_PROVIDER = "ended";

/** The provider's answers are waited for this long, seconds. */
const TIMEOUT_SECONDS = 10;

const textSchema = z.catch(z.optional(z.string()), undefined);
const namesSchema = z.object({ name: textSchema, preferred_username: textSchema, email: textSchema });
const groupsSchema = z.union([z.array(z.unknown()), z.string()]);

type ClaimSet = Readonly<Record<string, unknown>>;

/** The claim of this name, or the member at this path of names with dots between them (realm_access.roles). */
function claimAt(claims: ClaimSet, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split(".")
    .reduce<unknown>(
      (value, member) => (typeof value === "object" && value !== null ? Reflect.get(value, member) : undefined),
      claims,
    );
}

/** The groups in a claim: a list of names, or one name. */
export function groupsIn(claims: ClaimSet, name: string): string[] | undefined {
  const parsed = groupsSchema.safeParse(claimAt(claims, name));
  if (!parsed.success) return undefined;
  return [parsed.data].flat().filter((group) => typeof group === "string");
}

/** What to call a person: the first of these claims that says something. */
export function nameIn(claims: ClaimSet): string | undefined {
  const { name, preferred_username: userName, email } = namesSchema.parse(claims);
  return [name, userName, email].find((text) => text?.trim());
}

export function createOidc({ issuer, clientId, clientSecret, scopes, groupsClaim }: OidcConfig): Oidc {
  let discovered: Promise<client.Configuration> | undefined;

  const discover = () =>
    client.discovery(
      issuer,
      clientId,
      undefined,
      clientSecret ? client.ClientSecretBasic(clientSecret.reveal()) : client.None(),
      {
        timeout: TIMEOUT_SECONDS,
        // http is for a provider on this machine only (people-config.ts).
        execute: issuer.protocol === "http:" ? [client.allowInsecureRequests] : [],
      },
    );
  /** Again after a failure; the metadata of a provider is read once. */
  const configuration = () => {
    discovered ??= discover().catch((error: unknown) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  };

  /** Providers put groups and names into the ID token, or only where they are asked for. */
  const complete = async (provider: client.Configuration, idToken: client.IDToken, accessToken: string) => {
    const isComplete = groupsIn(idToken, groupsClaim) !== undefined && nameIn(idToken) !== undefined;
    if (isComplete || !provider.serverMetadata().userinfo_endpoint) return idToken;
    return { ...(await client.fetchUserInfo(provider, accessToken, idToken.sub)), ...idToken };
  };

  return {
    async signOutAddress(returnUri) {
      const provider = await configuration().catch(() => null);
      const endpoint = provider?.serverMetadata().end_session_endpoint;
      if (!provider || !endpoint || new URL(endpoint).protocol !== issuer.protocol) return null;
      return client.buildEndSessionUrl(provider, { post_logout_redirect_uri: returnUri, state: ENDED_AT_PROVIDER });
    },
    async begin(redirectUri) {
      const attempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        redirectUri,
      };
      const address = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: scopes,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: "S256",
      });
      return { address, attempt };
    },
    async finish({ state, nonce, verifier, redirectUri }, query) {
      const provider = await configuration();
      const tokens = await client.authorizationCodeGrant(provider, new URL(`${redirectUri}?${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const idToken = tokens.claims();
      if (!idToken) throw new Error("The provider sent no ID token");
      const claims = await complete(provider, idToken, tokens.access_token);
      return { subject: idToken.sub, name: nameIn(claims) ?? idToken.sub, groups: groupsIn(claims, groupsClaim) ?? [] };
    },
  };
}
