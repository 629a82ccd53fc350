import { QueryClient } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { makeFrame } from "../../test/make-frame";
import { forgetAttempts, keepAttempts, useFormerAttempts } from "./attempts";
import { frameKeys } from "./frame-keys";
import { emptyFrameLog } from "./log-pages";

beforeEach(forgetAttempts);

const attemptsOf = (id: number) => renderHook(() => useFormerAttempts(id)).result.current;

it("keeps the log of the run as far as it was read, and no attempt of a frame that has not rendered", () => {
  const client = new QueryClient();
  const log = { ...emptyFrameLog, total: 7 };
  client.setQueryData(frameKeys.log(1, 0), log);
  const [read, unread] = [1, 2].map((id) => makeFrame({ id, statusCode: 5, startedMs: 9 }));
  if (!read || !unread) throw new Error("two frames");
  keepAttempts(client, [read, unread, makeFrame({ id: 3, statusCode: 1 })]);
  expect(attemptsOf(1)).toEqual([{ frame: read, log }]);
  expect(attemptsOf(2)).toEqual([{ frame: unread, log: null }]);
  expect(attemptsOf(3)).toEqual([]);
});

it("has each run once, and does not lose a log that is not in the cache any more", () => {
  const client = new QueryClient();
  const log = { ...emptyFrameLog, total: 7 };
  const first = makeFrame({ id: 1, statusCode: 2, startedMs: 9 });
  client.setQueryData(frameKeys.log(1, 0), log);
  keepAttempts(client, [first]);
  client.clear();
  const ended = { ...first, statusCode: 3 };
  keepAttempts(client, [ended]);
  keepAttempts(client, [{ ...ended, resubmits: 1 }]);
  expect(attemptsOf(1).map(({ frame, log: kept }) => [frame.statusCode, frame.resubmits, kept])).toEqual([
    [3, 0, log],
    [3, 1, null],
  ]);
});
