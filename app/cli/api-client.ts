/** Requests to the server. Each is sent once: a command that fails can be repeated by its user, who knows what was done. */
import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { endpoints, loadResponse, type OperationName, type ResponseOf } from "../protocol/endpoints";
import type { RequestOf } from "../protocol/requests";
import { CallError } from "../protocol/wire/call-error";
import { envelopeSchema, SUCCESS } from "../protocol/wire/envelope";
import type { Failure, WriteCertainty } from "../protocol/wire/failure";
import { certaintyOf } from "../protocol/wire/refusals";
import { safeJsonParse } from "../protocol/wire/safe-json-parse";
import { CommandError, EXIT, usageError } from "./exit-codes";

const TIMEOUT_MS = 60_000;

export type Environment = Readonly<Record<string, string | undefined>>;

export type ApiClient = {
  readonly server: string;
  /** Reads an own route. Throws CommandError. */
  readonly get: <Answer>(path: string, schema: z.ZodMiniType<Answer>) => Promise<Answer>;
  /** Writes to an own route, once. Throws CommandError. */
  readonly post: <Answer>(path: string, body: object, schema: z.ZodMiniType<Answer>) => Promise<Answer>;
  /** Sends an operation once. Rejects with CallError; errorOf makes a CommandError of it. */
  readonly call: <Name extends OperationName>(name: Name, request: RequestOf<Name>) => Promise<ResponseOf<Name>>;
};

const problemSchema = z.object({
  type: z.catch(z.string(), ""),
  title: z.catch(z.string(), ""),
  detail: z.catch(z.string(), ""),
  certainty: z.catch(z.optional(z.enum(["not-sent", "unknown"])), undefined),
});

/** The token; undefined: none is set. Its file may end with a line feed. */
function tokenOf(env: Environment): string | undefined {
  const { RENDERDECK_TOKEN: token, RENDERDECK_TOKEN_FILE: file } = env;
  if (token?.trim()) return token.trim();
  if (!file) return undefined;
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw usageError("The file of RENDERDECK_TOKEN_FILE cannot be read.");
  }
}

/** The address of the server without a slash at its end. */
function serverOf(given: string | undefined, env: Environment): string {
  const text = given ?? (env["RENDERDECK_SERVER"] || "http://127.0.0.1:8080");
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw usageError(`"${text}" is no address of a server, such as https://render.example.com.`);
  const { origin, pathname, username } = new URL(text);
  if (username !== "") throw usageError("The address of the server must not contain a password.");
  return `${origin}${pathname.replace(/\/+$/, "")}`;
}

function problemOf(status: number, json: unknown, uncertain: WriteCertainty): Failure {
  const parsed = z.safeParse(problemSchema, json);
  const { type, title, detail, certainty } = parsed.data ?? { type: "", title: "", detail: "", certainty: undefined };
  const text = [title, detail].filter(Boolean).join(": ") || `The server answers with HTTP status ${status}`;
  return { kind: "proxy", status, problem: type, detail: text, certainty: certainty ?? uncertain };
}

/** A client of the server that the options or the environment name. Throws CommandError for a wrong address. */
export function createApiClient(given: string | undefined, env: Environment): ApiClient {
  const server = serverOf(given, env);
  const token = tokenOf(env);
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };

  const send = async (path: string, body?: string): Promise<{ readonly status: number; readonly json: unknown }> => {
    const response = await fetch(server + path, {
      ...(body === undefined ? {} : { method: "POST", body }),
      headers: { ...authorization, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status >= 300 && response.status < 400)
      throw new CommandError(
        EXIT.notReachable,
        `${server} leads to another address (${response.headers.get("location") ?? "unknown"}).`,
        "Set --server to the address of the server itself; with several accounts to that of one, ending in /accounts/<name>.",
      );
    return { status: response.status, json: safeJsonParse(await response.text()) };
  };

  /** An own route; `uncertain`: what is known of a request without an answer. */
  const own = async <Answer>(
    path: string,
    schema: z.ZodMiniType<Answer>,
    uncertain: WriteCertainty,
    body?: string,
  ): Promise<Answer> => {
    const fail = (failure: Failure) => errorOf(new CallError("history", failure), server);
    const { status, json } = await send(path, body).catch((error: unknown) => {
      if (error instanceof CommandError) throw error;
      throw fail({ kind: "network", certainty: isRefusedConnection(error) ? "not-sent" : uncertain });
    });
    if (status !== 200) throw fail(problemOf(status, json, status < 500 ? "not-sent" : uncertain));
    const parsed = z.safeParse(schema, json);
    if (parsed.success) return parsed.data;
    throw new CommandError(
      EXIT.failed,
      `The answer of ${server}${path.split("?")[0]} has another form than this program knows.`,
      "Use the command line of the same version as the server.",
      uncertain === "unknown" ? "unknown" : "nothing",
    );
  };

  return {
    server,
    get: (path, schema) => own(path, schema, "not-sent"),
    post: (path, body, schema) => own(path, schema, "unknown", JSON.stringify(body)),
    async call(name, request) {
      const { path, kind } = endpoints[name];
      const uncertain: WriteCertainty = kind === "write" ? "unknown" : "not-sent";
      const fail = (failure: Failure) => new CallError(name, failure);
      const { status, json } = await send(path, JSON.stringify(request)).catch((error: unknown) => {
        if (error instanceof CommandError) throw error;
        throw fail({ kind: "network", certainty: isRefusedConnection(error) ? "not-sent" : uncertain });
      });
      if (status !== 200) throw fail(problemOf(status, json, uncertain));
      const envelope = envelopeSchema.safeParse(json);
      if (!envelope.success) throw fail({ kind: "shape", detail: "no envelope", certainty: uncertain });
      const { code, message, data } = envelope.data;
      if (code !== SUCCESS)
        throw fail({ kind: "farm", code, message, certainty: kind === "write" ? certaintyOf(code) : "not-sent" });
      const decoded = z.safeParse(await loadResponse(name), data);
      if (decoded.success) return decoded.data;
      throw fail({ kind: "shape", detail: z.prettifyError(decoded.error), certainty: uncertain });
    },
  };
}

/** Nothing was sent if no connection came about. */
const isRefusedConnection = (error: unknown): boolean => {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"].includes(code);
};

/** A failure in words: what happened, and what to do. */
export function failureText(failure: Failure, server: string): { readonly message: string; readonly remedy: string } {
  switch (failure.kind) {
    case "network":
      return {
        message: `${server} does not answer.`,
        remedy: "Check the address (--server or RENDERDECK_SERVER) and whether the server runs.",
      };
    case "proxy": {
      const message = `${failure.detail.replace(/\.$/, "")}.`;
      if (failure.status === 401)
        return { message, remedy: "Make an API token under Settings, API tokens, and set RENDERDECK_TOKEN." };
      if (failure.status === 403) return { message, remedy: "Use a token with a higher role." };
      return { message, remedy: failure.status >= 500 ? "Try again later." : "Check the server and the command." };
    }
    case "farm":
      return {
        message: `The farm refuses with code ${failure.code}${failure.message ? ` (${failure.message})` : ""}.`,
        remedy: "The page names the reason of the code; correct it and run the command again.",
      };
    case "shape":
      return {
        message: "The answer of the farm has another form than this program knows.",
        remedy: "Look at the task in the page.",
      };
  }
}

/** The exit code of a failure. */
export function exitCodeOf(failure: Failure): CommandError["exitCode"] {
  if (failure.certainty === "unknown") return EXIT.uncertain;
  if (failure.kind === "network") return EXIT.notReachable;
  if (failure.kind === "proxy" && (failure.status === 401 || failure.status === 403)) return EXIT.refused;
  return failure.kind === "proxy" && failure.status >= 500 ? EXIT.notReachable : EXIT.failed;
}

/** A failed request as the end of the command. */
export function errorOf({ failure }: CallError, server: string): CommandError {
  const { message, remedy } = failureText(failure, server);
  const changed = failure.certainty === "unknown" ? "unknown" : "nothing";
  return new CommandError(exitCodeOf(failure), message, remedy, changed);
}
