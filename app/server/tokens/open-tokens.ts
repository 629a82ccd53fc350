/** Requests with an API token: they need no sign-in, and one that is not accepted gets no other answer. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Person } from "../../protocol/person";
import type { Config } from "../../proxy/config";
import { toProblem } from "../../proxy/http/problem";
import { problemBody, requestIdHeader, requestIdOf } from "../../proxy/http/request-id";
import type { RequestListener } from "../../proxy/http/request-listener";
import { findPerson, setPerson } from "../../proxy/http/request-person";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { ServerLog } from "../../proxy/http/server-log";
import type { TokenStore } from "../store/tokens/token-store";
import { createTokenIdentity } from "./token-identity";

export type TokensOptions = {
  readonly config: Pick<Config, "readOnly">;
  readonly tokens: Pick<TokenStore, "find" | "noteUse" | "revoke" | "noteRole">;
  /** Whether nobody signs in. */
  readonly isOpen: boolean;
  readonly headers: Pick<ResponseHeaders, "problem">;
  readonly log: Pick<ServerLog, "access" | "warn">;
  readonly now?: () => number;
};

export type Tokens = {
  /** `listener` gets the requests with a token, `otherwise` all others, whose person is not known yet. */
  readonly guard: (listener: RequestListener, otherwise: RequestListener) => RequestListener;
  /** For requests whose person is known: their tokens may do no more than they. */
  readonly followRoles: (listener: RequestListener) => RequestListener;
};

/** The highest role of a server. */
export const highestRole = ({ readOnly }: Pick<Config, "readOnly">) => (readOnly ? "viewer" : "manager");

/** Identifies the requests with a token. */
export function openTokens({ config, tokens, isOpen, headers, log, now }: TokensOptions): Tokens {
  const report = (error: unknown) => log.warn({ event: "token-error", detail: String(error) });
  const identify = createTokenIdentity({
    tokens,
    isOpen,
    maxRole: highestRole(config),
    report,
    ...(now ? { now } : {}),
  });

  const refuse = (incoming: IncomingMessage, outgoing: ServerResponse, error: unknown) => {
    const problem = toProblem(error);
    const { detail = String(error) } = problem.members;
    const requestId = requestIdOf(incoming);
    log.access({ requestId, operation: "unknown", status: problem.status, problem: problem.problem, detail, ms: 0 });
    outgoing
      .writeHead(problem.status, { ...headers.problem(problem), ...requestIdHeader(requestId) })
      .end(problemBody(problem, requestId));
  };

  return {
    guard: (listener, otherwise) => (incoming, outgoing) => {
      const pass = async (person: Person | Promise<Person>) => {
        setPerson(incoming, await person);
        listener(incoming, outgoing);
      };
      try {
        const person = identify(incoming);
        if (person === null) return otherwise(incoming, outgoing);
        void pass(person).catch((error: unknown) => refuse(incoming, outgoing, error));
      } catch (error) {
        refuse(incoming, outgoing, error);
      }
      return undefined;
    },
    followRoles: (listener) => (incoming, outgoing) => {
      const person = findPerson(incoming);
      if (person && person.id !== "" && person.source !== "token")
        tokens.noteRole(person.id, person.role).catch(report);
      return listener(incoming, outgoing);
    },
  };
}
