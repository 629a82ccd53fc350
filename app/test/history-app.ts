/** The history routes over a store in memory, which the test writes through its own writer. */
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { Hono } from "hono";
import { onTestFinished } from "vitest";
import type { Person } from "../protocol/person";
import { toProblem } from "../proxy/http/problem";
import type { RouteEnv } from "../proxy/http/request-listener";
import { setPerson } from "../proxy/http/request-person";
import { createResponseHeaders } from "../proxy/http/response-headers";
import { writeTasks } from "../proxy/http/write-targets";
import { addHistoryRoutes, type HistoryRouteOptions } from "../server/history/history-routes";
import { AccountStore } from "../server/store/account-store";
import type { Engine } from "../server/store/engine/engine";
import { EngineSession } from "../server/store/engine/engine-session";
import { openSqlite } from "../server/store/engine/sqlite";
import { migrate } from "../server/store/migrate";
import { IN_MEMORY } from "../server/store/store-config";
import { makeAction, mei } from "../server/store/testing/make-action";
import { makePoll } from "../server/store/testing/make-poll";
import type { PollWrite } from "../server/store/write/poll-write";
import type { Action } from "../server/store/write/write-actions";

export type HistoryAppOptions = Partial<Pick<HistoryRouteOptions, "hiddenAmounts" | "now">> & {
  /** Who asks; default: Mei, a manager. */
  readonly person?: Person;
};

const nothingHidden = async () => ({ balance: false, charges: false });

/** A database that a test takes away: everything that needs it rejects as with a PostgreSQL that does not answer. */
class GatedSession extends EngineSession {
  isAway = false;

  override use<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    if (!this.isAway) return super.use(work);
    return Promise.reject(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
  }
}

async function openInMemory(): Promise<Engine> {
  const engine = await openSqlite(IN_MEMORY, { isDamaged: false });
  await migrate(engine);
  return engine;
}

/** Opens the routes; the store is closed at the end of the test at the latest. */
export async function openHistoryApp({ person = mei, ...options }: HistoryAppOptions = {}) {
  const faults: unknown[] = [];
  const session = new GatedSession(openInMemory);
  const account = new AccountStore("a", session, (error) => faults.push(error));
  onTestFinished(async () => {
    await account.stop();
    await session.close();
    if (faults.length > 0) throw faults[0];
  });
  const writer = account.newWriter();
  const asked = () => {
    const incoming = new IncomingMessage(new Socket());
    setPerson(incoming, person);
    return { incoming };
  };
  const headers = createResponseHeaders({ publicOrigins: [] });
  const app = new Hono<RouteEnv>();
  addHistoryRoutes(app, { account, headers, hiddenAmounts: nothingHidden, ...options });
  app.onError((error) => {
    const problem = toProblem(error);
    return new Response(JSON.stringify(problem), { status: problem.status, headers: headers.problem(problem) });
  });
  return {
    /** Takes the database away and brings it back. */
    setAway: (isAway: boolean) => {
      session.isAway = isAway;
    },
    close: () => session.close(),
    /** Records a poll. */
    write: async (poll: Partial<PollWrite> & Pick<PollWrite, "atMs">) => {
      const { state } = await writer.write(makePoll(poll));
      if (state !== "written") throw new Error(`the poll was not written: ${state}`);
    },
    /** Records a write through Renderdeck. */
    act: (action: Partial<Action>) => {
      const body = typeof action.details === "object" && action.details !== null ? action.details : {};
      return account.recordAction(makeAction({ tasks: writeTasks(body), targets: writeTasks(body), ...action }));
    },
    fetch: (request: Request) => Promise.resolve(app.fetch(request, asked())),
    get: (path: string, headersOfRequest: Record<string, string> = {}) =>
      Promise.resolve(app.request(`http://127.0.0.1${path}`, { headers: headersOfRequest }, asked())),
  };
}

export type HistoryApp = Awaited<ReturnType<typeof openHistoryApp>>;
