/** Who has a task open, over the real route: this page and one of Ada. */
import { act, cleanup, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import type { Person } from "../../protocol/person";
import { presenceAnswerSchema } from "../../protocol/team/presence";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { server } from "../../test/server";
import { openPerson, openTeamApp } from "../../test/team-app";
import type { PollingChoice } from "../http/polling";
import { useOthersHere } from "./presence";

const ada: Person = { id: "ada", name: "Ada", role: "operator", source: "session" };

/** What the page said last: whether it is on no task. */
let hasLeft = true;
const said = z.object({ task: z.nullable(z.number()) });

// All tests have the same page, which leaves a moment after it was closed.
afterEach(async () => {
  cleanup();
  await vi.waitUntil(() => hasLeft);
});

type Place = { readonly task: number; readonly name: string; readonly polling: PollingChoice };

/** This page on a task, where nobody signs in. */
async function open(place: Partial<Place> = {}) {
  const team = await openTeamApp({ now: () => 0 });
  let answers = 0;
  server.use(
    http.post("*/api/team/here", async ({ request }) => {
      const { task } = said.parse(await request.clone().json());
      const answer = await team.fetch(request, openPerson);
      answers += 1;
      hasLeft = task === null;
      return answer;
    }),
  );
  const { client } = connectFarm();
  /** Ada has the task open, and hears who else has. */
  const seenByAda = async (task = 7) => {
    const response = await team.post("/api/team/here", { page: "0123456789abcdef", task }, ada);
    return presenceAnswerSchema.parse(await response.json()).here.map(({ name }) => name);
  };
  const start = () =>
    renderQueryHook(client, useOthersHere, { task: 7, name: "Lin", polling: "off" as PollingChoice, ...place });
  return { start, seenByAda, answers: () => answers };
}

describe("a page that shows a task", () => {
  it("names the others who have it open, and nobody while that is not known", async () => {
    const { start, seenByAda } = await open();
    await seenByAda();
    const { result } = start();
    expect(result.current).toEqual([]);
    await waitFor(() => expect(result.current.map(({ name }) => name)).toEqual(["Ada"]));
  });

  it("is seen by the others by its name; without one it is not", async () => {
    const named = await open();
    named.start();
    await waitFor(async () => expect(await named.seenByAda()).toEqual(["Lin"]));
    expect(await named.seenByAda(8)).toEqual([]);
    const nameless = await open({ name: "" });
    nameless.start();
    await waitFor(() => expect(nameless.answers()).toBe(1));
    expect(await nameless.seenByAda()).toEqual([]);
  });

  it("is on the next task after a walk, and on none once it is closed", async () => {
    const { start, seenByAda } = await open();
    const { rerender, unmount } = start();
    await waitFor(async () => expect(await seenByAda()).toEqual(["Lin"]));
    rerender({ task: 8, name: "Lin", polling: "off" });
    await waitFor(async () => expect([await seenByAda(7), await seenByAda(8)]).toEqual([[], ["Lin"]]));
    unmount();
    await waitFor(async () => expect(await seenByAda(8)).toEqual([]));
  });

  it("does not leave its task when the component is replaced at once", async () => {
    const { start, answers, seenByAda } = await open();
    const { unmount } = start();
    await waitFor(() => expect(answers()).toBe(1));
    unmount();
    const { unmount: close } = start();
    await waitFor(() => expect(answers()).toBe(2));
    expect(await seenByAda()).toEqual(["Lin"]);
    close();
    await waitFor(async () => expect(await seenByAda()).toEqual([]));
  });

  it("leaves its task when the browser closes it, and then not a second time by that listener", async () => {
    const { start, seenByAda, answers } = await open();
    const { unmount } = start();
    await waitFor(async () => expect(await seenByAda()).toEqual(["Lin"]));
    window.dispatchEvent(new Event("pagehide"));
    await waitFor(async () => expect(await seenByAda()).toEqual([]));
    unmount();
    await waitFor(() => expect(answers()).toBe(3));
    window.dispatchEvent(new Event("pagehide"));
    await act(() => Promise.resolve());
    expect(answers()).toBe(3);
  });

  it("says so again every five seconds", async () => {
    const { start, answers } = await open({ polling: "auto" });
    vi.useFakeTimers({ shouldAdvanceTime: true });
    start();
    await waitFor(() => expect(answers()).toBe(1));
    await act(() => vi.advanceTimersByTimeAsync(5000));
    await waitFor(() => expect(answers()).toBe(2));
  });

  it("says so once with polling off", async () => {
    const { start, answers } = await open();
    vi.useFakeTimers({ shouldAdvanceTime: true });
    start();
    await waitFor(() => expect(answers()).toBe(1));
    await act(() => vi.advanceTimersByTimeAsync(20_000));
    expect(answers()).toBe(1);
  });
});

it("nobody is named once the server does not answer, or answers something else", async () => {
  const { start, seenByAda } = await open({ polling: "auto" });
  await seenByAda();
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const { result } = start();
  await waitFor(() => expect(result.current).toHaveLength(1));
  server.use(http.post("*/api/team/here", () => HttpResponse.json({ here: [{ name: "Eve" }] }, { status: 503 })));
  await act(() => vi.advanceTimersByTimeAsync(5000));
  await waitFor(() => expect(result.current).toEqual([]));
  server.use(
    http.post("*/api/team/here", () => {
      hasLeft = true;
      return HttpResponse.json({});
    }),
  );
  await act(() => vi.advanceTimersByTimeAsync(5000));
  expect(result.current).toEqual([]);
});
