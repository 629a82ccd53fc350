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
import { makeAction, mei } from "../server/store/testing/make-action";
import { makePoll } from "../server/store/testing/make-poll";
import { openMemorySession } from "../server/store/testing/memory-session";
import type { PollWrite } from "../server/store/write/poll-write";
import type { Action } from "../server/store/write/write-actions";

export type HistoryAppOptions = Partial<Pick<HistoryRouteOptions, "hiddenAmounts" | "now">> & {
  /** Who asks; default: Mei, a manager. */
  readonly person?: Person;
};

const nothingHidden = async () => ({ balance: false, charges: false });

/** Opens the routes; the store is closed at the end of the test at the latest. */
export async function openHistoryApp({ person = mei, ...options }: HistoryAppOptions = {}) {
  const faults: unknown[] = [];
  const session = openMemorySession();
  const account = new AccountStore("a", session, (error) => faults.push(error));
  onTestFinished(async () => {
    await account.stop();
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
