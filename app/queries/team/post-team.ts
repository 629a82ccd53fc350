/** Writes of the team: claims and notes. */
import type { QueryClient } from "@tanstack/react-query";
import { applyTeam, type TeamAnswer, type TeamWriteAnswer } from "../../protocol/team/team-changes";
import { CallError } from "../../protocol/wire/call-error";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { accountPath } from "../../state/account";
import { getJson } from "../http/get-json";
import { problemFailure } from "../http/post-operation";
import { reportServerBuild } from "../http/server-build";
import { teamState } from "./team-state";

/**
 * Sends a write and takes what changed from its answer. Returns the number of the change. Throws CallError; a write without an
 * answer may have been done.
 */
export async function postTeam(client: QueryClient, path: string, body: object): Promise<number> {
  const at = teamState.get()?.at;
  const query = at === undefined ? "" : `?at=${at}`;
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${accountPath}/api/team/${path}${query}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    reportServerBuild(response);
    text = await response.text();
  } catch {
    throw new CallError("history", { kind: "network", certainty: "unknown" });
  }
  const json = safeJsonParse(text);
  if (!response.ok) throw new CallError("history", problemFailure(response.status, json, "unknown"));
  if (!isAnswer(json))
    throw new CallError("history", { kind: "shape", detail: "no answer of the team routes", certainty: "unknown" });
  if (json.team) teamState.set(applyTeam(teamState.get(), json.team));
  await client.invalidateQueries({ queryKey: ["team"] });
  return json.version;
}

/** The server is of the same build but for the moments of a deployment. */
const isAnswer = (json: unknown): json is TeamWriteAnswer =>
  typeof json === "object" && json !== null && "version" in json && "team" in json;

/** Reads what changed, after a write that was refused because the page was behind. Never rejects: the next live answer brings it. */
export async function refreshTeam(client: QueryClient): Promise<void> {
  const at = teamState.get()?.at;
  const json = await getJson(at === undefined ? "/api/team" : `/api/team?at=${at}`, "history").catch(() => null);
  if (hasTeam(json) && json.team) teamState.set(applyTeam(teamState.get(), json.team));
  await client.invalidateQueries({ queryKey: ["team"] });
}

const hasTeam = (json: unknown): json is TeamAnswer => typeof json === "object" && json !== null && "team" in json;
