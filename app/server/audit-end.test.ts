/** The audit when the server process ends: what was answered is in it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { accessId, envelopeText, startFakeFarm } from "../proxy/testing/fake-farm";
import { openSocket, operationBytes } from "../proxy/testing/raw-socket";
import { accountIdOf } from "./recorder/open-memory";
import { openStore } from "./store/open-store";
import { startServerProcess } from "./testing/server-process";

const TIMEOUT_MS = 30_000;
const WRITES = 5;

/** A server with a file, whose farm accepts a write when the test says so. */
async function setup() {
  const answers: (() => void)[] = [];
  const farm = await startFakeFarm((response, _, { path }) => {
    if (path.endsWith("/stopTask")) answers.push(() => response.end(envelopeText(200)));
    else response.end(envelopeText(700));
  });
  onTestFinished(farm.close);
  const folder = mkdtempSync(join(tmpdir(), "renderdeck-audit-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "renderdeck.db");
  const server = await startServerProcess(farm.port, { store: { RENDERDECK_DATA: path } });
  const send = async (taskId: number) => {
    const client = await openSocket(server.origin);
    client.send(operationBytes("task/stopTask", { taskParam: [taskId] }).replace("\r\n", "\r\nconnection: close\r\n"));
    return client;
  };
  const arrived = async (count: number) => {
    await expect.poll(() => answers.length).toBe(count);
  };
  const accept = () => {
    for (const answer of answers.splice(0)) answer();
  };
  /** Tasks and outcomes in the audit, when the process has ended. */
  const audit = async () => {
    await server.exitCode;
    const store = await openStore({ engine: "sqlite", path });
    const account = store.account(accountIdOf({ domain: `127.0.0.1:${farm.port}`, accessId }));
    const actions = await account.actions();
    await store.close();
    return actions.map(({ targets, outcome }) => `${targets.join()} ${outcome}`).toSorted();
  };
  return { server, send, arrived, accept, audit };
}

describe("the audit has every write that was answered", () => {
  it(
    "when the process is killed right after the answers",
    async () => {
      const { server, send, arrived, accept, audit } = await setup();
      const clients = await Promise.all(Array.from({ length: WRITES }, (_, index) => send(index + 1)));
      await arrived(WRITES);
      accept();
      for (const client of clients) expect(await client.received()).toMatch(/^HTTP\/1\.1 200 /);
      server.child.kill("SIGKILL");
      expect(await audit()).toEqual(["1 accepted", "2 accepted", "3 accepted", "4 accepted", "5 accepted"]);
    },
    TIMEOUT_MS,
  );

  it(
    "when it stops while a write is under way whose client has gone",
    async () => {
      const { server, send, arrived, accept, audit } = await setup();
      (await send(7)).socket.destroy();
      await arrived(1);
      server.child.kill("SIGTERM");
      await expect.poll(() => server.log()).toContainEqual(expect.objectContaining({ event: "stopping" }));
      accept();
      expect(await server.exitCode).toBe(0);
      expect(await audit()).toEqual(["7 accepted"]);
    },
    TIMEOUT_MS,
  );
});
