/**
 * What the store keeps of environments: a version whenever an answer of the farm that passes through the proxy differs from the last
 * one. After a write through Renderdeck the list is read at once, so that the state after it is seen even if no page looks.
 */

import { type EnvironmentWrite, isEnvironmentOperation, versionContent } from "../../mirror/environment-versions";
import { type RenderEnvironment, toEnvironment } from "../../protocol/environments/environment";
import { renderEnvsSchema } from "../../protocol/environments/environment-responses";
import { SUCCESS } from "../../protocol/wire/envelope";
import type { Forwarder } from "../../proxy/upstream/forwarder";
import { decodeEnvelope } from "../collector/farm-reader";
import type { ResponseObserver } from "../collector/observe-responses";
import type { AccountStore } from "../store/account-store";
import type { SeenEnvironments } from "../store/write/write-environments";

/** A farm may show the effect of a write late, but not this late. */
const MAX_WRITE_AGE_MS = 600_000;
/** Bounds of what is held in memory. */
const MAX_WRITES = 200;
const MAX_LISTS = 100;

type SeenWrite = EnvironmentWrite & { readonly atMs: number };
/** The content of each environment of a software, by name. */
type SeenList = { readonly contents: ReadonlyMap<string, string>; readonly requestedMs: number };

export type EnvironmentObserverOptions = {
  readonly account: Pick<AccountStore, "recordEnvironments">;
  readonly forward: Forwarder["forward"];
  /** Epoch ms. */
  readonly now?: () => number;
};

export function observeEnvironments({
  account,
  forward,
  now = Date.now,
}: EnvironmentObserverOptions): Required<ResponseObserver> {
  const lists = new Map<number, SeenList>();
  let writes: readonly SeenWrite[] = [];
  let lastWriteMs = Number.NEGATIVE_INFINITY;

  const record = async (seen: SeenEnvironments) => {
    const { state } = await account.recordEnvironments(seen);
    // What was refused is not in the store: the next answer is compared with it again.
    if (state === "refused") lists.delete(seen.cgId);
  };

  const onList = (cgId: number, text: string, requestedMs: number) => {
    const previous = lists.get(cgId);
    // An answer to a request from before a write may show the state before it.
    if (requestedMs < lastWriteMs || requestedMs < (previous?.requestedMs ?? 0)) return;
    const { rows, malformed } = decodeEnvelope("getRenderEnv", text, renderEnvsSchema).data;
    const environments = rows.map((row) => toEnvironment(row, cgId));
    const contents = contentsOf(environments);
    if (lists.size >= MAX_LISTS) lists.clear();
    lists.set(cgId, { contents, requestedMs });
    const changed = changedNames(previous?.contents ?? new Map(), contents);
    if (previous && changed.size === 0) return;
    writes = writes.filter(({ atMs }) => requestedMs - atMs < MAX_WRITE_AGE_MS);
    const seen = { cgId, atMs: requestedMs, environments, isComplete: malformed === 0, writes };
    writes = writes.filter(({ name }) => !changed.has(name));
    void record(seen);
  };

  /** The software of a write: named by the write, or known from a list that has the environment. */
  const softwareOf = (body: object, name: string): number | undefined => {
    if ("cgId" in body) return Number(body.cgId);
    return [...lists].find(([, { contents }]) => contents.has(name))?.[0];
  };

  return {
    onRead(operation, body, text, requestedMs) {
      if (operation === "getRenderEnv" && "cgId" in body) onList(Number(body.cgId), text, requestedMs);
    },
    onWrite(operation, body, { outcome }) {
      if (!isEnvironmentOperation(operation) || outcome === "refused" || outcome === "not-sent") return;
      if (!("editName" in body) || typeof body.editName !== "string") return;
      const { editName: name } = body;
      const atMs = now();
      lastWriteMs = atMs;
      writes = [...writes, { operation, name, atMs }].slice(-MAX_WRITES);
      const cgId = softwareOf(body, name);
      if (cgId === undefined) return;
      forward("getRenderEnv", { cgId })
        .then(({ code, body: text }) => code === SUCCESS && onList(cgId, text, atMs))
        // The next read of a page sees the state as well.
        .catch(() => undefined);
    },
  };
}

const contentsOf = (environments: readonly RenderEnvironment[]): ReadonlyMap<string, string> =>
  new Map(environments.map((environment) => [environment.name, JSON.stringify(versionContent(environment))]));

function changedNames(before: SeenList["contents"], after: SeenList["contents"]): ReadonlySet<string> {
  const names = new Set([...before.keys(), ...after.keys()]);
  return new Set([...names].filter((name) => before.get(name) !== after.get(name)));
}
