/** API tokens of our own server. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import * as z from "zod/mini";
import {
  type CreatedToken,
  createdTokenSchema,
  type NewToken,
  type TokenList,
  tokenListSchema,
} from "../../protocol/api-token";
import { CallError } from "../../protocol/wire/call-error";
import type { Failure } from "../../protocol/wire/failure";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { accountPath } from "../../state/account";
import { getJson } from "../http/get-json";
import { problemFailure, requestIdOf } from "../http/post-operation";

const TOKENS_PATH = "/api/tokens";
const tokensKey = ["account", "tokens"] as const;

const fail = (failure: Failure): never => {
  throw new CallError("history", failure);
};

function parse<Answer>(schema: z.ZodMiniType<Answer>, json: unknown, certainty: Failure["certainty"]): Answer {
  const parsed = z.safeParse(schema, json);
  return parsed.success ? parsed.data : fail({ kind: "shape", detail: z.prettifyError(parsed.error), certainty });
}

/** The own tokens, for managers those of everyone. */
export const tokensQuery = queryOptions({
  queryKey: tokensKey,
  queryFn: async ({ signal }): Promise<TokenList> =>
    parse(tokenListSchema, await getJson(TOKENS_PATH, "history", signal), "not-sent"),
  staleTime: 10_000,
});

/** Sends a write to our server, once. Throws CallError. */
async function send(method: "POST" | "DELETE", path: string, body?: object): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(accountPath + path, {
      method,
      ...(body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
    });
    text = await response.text();
  } catch {
    return fail({ kind: "network", certainty: "unknown" });
  }
  const json = safeJsonParse(text);
  if (response.ok) return json;
  return fail({ ...problemFailure(response.status, json, "unknown"), requestId: requestIdOf(response) });
}

/** Makes a token. Its secret is in the result alone. */
export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (token: NewToken): Promise<CreatedToken> =>
      parse(createdTokenSchema, await send("POST", TOKENS_PATH, token), "unknown"),
    onSettled: () => client.invalidateQueries({ queryKey: tokensKey }),
    // The secret does not stay in memory after the dialog has closed.
    gcTime: 0,
  });
}

/** Revokes a token by its id. */
export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send("DELETE", `${TOKENS_PATH}/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: tokensKey }),
  });
}
