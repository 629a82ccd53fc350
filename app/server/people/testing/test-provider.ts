/** A real OpenID provider on this machine, which signs in whom the test names without asking. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Provider } from "oidc-provider";
import { onTestFinished } from "vitest";
import { closeServer, listenOnFreePort } from "../../../proxy/testing/fake-farm";

export const clientId = "renderdeck";
export const clientSecret = "SENTINEL-client-secret-of-the-test";

export type TestPerson = { readonly sub: string; readonly name?: string; readonly groups?: readonly string[] };

export type TestProvider = {
  readonly issuer: string;
  /** Who signs in from now on. */
  readonly setPerson: (person: TestPerson) => void;
};

/** Starts the provider for a client at these addresses. */
export async function startTestProvider(redirectUris: readonly string[]): Promise<TestProvider> {
  let current: TestPerson = { sub: "mei", name: "Mei", groups: ["artists"] };
  const people = new Map<string, TestPerson>();
  const server = createServer((incoming, outgoing) => handle(incoming, outgoing));
  const issuer = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  onTestFinished(() => closeServer(server));

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...redirectUris],
        post_logout_redirect_uris: redirectUris.map((uri) => new URL("/api/signed-out", uri).href),
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    pkce: { required: () => true },
    scopes: ["openid", "profile"],
    claims: { openid: ["sub"], profile: ["name", "groups"] },
    cookies: { keys: ["test"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ ...people.get(sub), groups: [...(people.get(sub)?.groups ?? [])], sub }),
    }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        accountId: oidc.session?.accountId ?? "",
        clientId: oidc.client?.clientId ?? "",
      });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();

  const handle = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (!incoming.url?.startsWith("/interaction/")) return void answer(incoming, outgoing);
    people.set(current.sub, current);
    return void provider.interactionFinished(incoming, outgoing, {
      login: { accountId: current.sub, remember: false },
    });
  };

  return {
    issuer,
    setPerson(person) {
      current = person;
    },
  };
}
