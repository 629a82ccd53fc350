import { EventEmitter } from "node:events";
import { describe, expect, it, vi } from "vitest";
import type { OperationName } from "../../protocol/endpoints";
import type { ForwardOptions } from "./forwarder";
import type { RelayedResponse } from "./parse-reply";
import { shareReads } from "./share-reads";

const client = () => Object.assign(new EventEmitter(), { destroyed: false });

/** A forwarder whose responses wait for `respond`. */
function heldForwarder() {
  const sent: { operation: OperationName; options: ForwardOptions; respond: (response: RelayedResponse) => void }[] =
    [];
  const forward = (operation: OperationName, _: object, options: ForwardOptions = {}) =>
    new Promise<RelayedResponse>((resolve) => {
      sent.push({ operation, options, respond: resolve });
    });
  return { sent, shared: shareReads(forward) };
}
const response = (body: string): RelayedResponse => ({ code: 200, body });

describe("identical reads under way", () => {
  it("are one request, and all get its response", async () => {
    const { sent, shared } = heldForwarder();
    const reads = [1, 2, 3].map(() => shared("queryTaskInfo", { taskIds: [1] }, { client: client() }));
    expect(sent).toHaveLength(1);
    sent[0]?.respond(response("once"));
    expect(await Promise.all(reads)).toEqual([response("once"), response("once"), response("once")]);
    void shared("queryTaskInfo", { taskIds: [1] }, { client: client() });
    expect(sent).toHaveLength(2);
  });

  it.each([
    ["another body", "queryTaskInfo", { taskIds: [2] }, {}],
    ["another operation", "getTaskList", { taskIds: [1] }, {}],
    ["another language", "queryTaskInfo", { taskIds: [1] }, { language: "zh" as const }],
  ] as const)("are not those with %s", (_, operation, body, options) => {
    const { sent, shared } = heldForwarder();
    void shared("queryTaskInfo", { taskIds: [1] }, { client: client() });
    void shared(operation, body, { client: client(), ...options });
    expect(sent).toHaveLength(2);
  });

  it("never join one that began before a write or during it", async () => {
    const { sent, shared } = heldForwarder();
    const read = () => void shared("queryTaskInfo", { taskIds: [1] }, { client: client() });
    read();
    const write = shared("stopTask", { taskParam: [1] }, { client: client() });
    read();
    expect(sent.map(({ operation }) => operation)).toEqual(["queryTaskInfo", "stopTask", "queryTaskInfo"]);
    sent[1]?.respond(response("stopped"));
    await write;
    read();
    expect(sent).toHaveLength(4);
  });

  it("never merge writes", () => {
    const { sent, shared } = heldForwarder();
    for (let count = 0; count < 2; count += 1) void shared("stopTask", { taskParam: [1] }, { client: client() });
    expect(sent).toHaveLength(2);
  });
});

describe("a client that disconnects", () => {
  it("ends its own read only, while others wait", async () => {
    const { sent, shared } = heldForwarder();
    const [leaving, staying] = [client(), client()];
    const reads = [leaving, staying].map((one) => shared("queryTaskInfo", {}, { client: one }));
    leaving.emit("close");
    await expect(reads[0]).rejects.toMatchObject({ problem: "client-gone" });
    const upstreamClosed = vi.fn<() => void>();
    sent[0]?.options.client?.once("close", upstreamClosed);
    expect(upstreamClosed).not.toHaveBeenCalled();
    sent[0]?.respond(response("kept"));
    expect(await reads[1]).toEqual(response("kept"));
  });

  it("aborts the request when it was the last one, and the next read is a new request", async () => {
    const { sent, shared } = heldForwarder();
    const clients = [client(), client()];
    const reads = clients.map((one) => shared("queryTaskInfo", {}, { client: one }));
    const upstreamClosed = vi.fn<() => void>();
    sent[0]?.options.client?.once("close", upstreamClosed);
    for (const one of clients) one.emit("close");
    expect((await Promise.allSettled(reads)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(upstreamClosed).toHaveBeenCalledOnce();
    void shared("queryTaskInfo", {}, { client: client() });
    expect(sent).toHaveLength(2);
  });
});
