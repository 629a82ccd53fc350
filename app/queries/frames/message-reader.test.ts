import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import { endpoints } from "../../protocol/endpoints";
import { connectFarm, startNetwork } from "../../test/connect-farm";
import { makeFrame } from "../../test/make-frame";
import { server } from "../../test/server";
import { createMessageReader, forgetMessages, knownMessages, LOGS_PER_READ } from "./message-reader";

startNetwork();
beforeEach(forgetMessages);

const frames = (count: number) => Array.from({ length: count }, (_, id) => makeFrame({ id: id + 1, taskId: 1 }));

const answer = (data: unknown, code = 200) => ({ version: "1.0.0", code, message: "", data, serverTime: 1 });

/** A farm whose logs all have one page. `isAway`: answers nothing but errors. */
function serveLogs({ isAway = () => false }: { readonly isAway?: () => boolean } = {}) {
  connectFarm({ dialect: "current" });
  const seen = { requests: 0, atOnce: 0, most: 0 };
  server.use(
    http.post(`*${endpoints.showLog.path}`, async () => {
      seen.requests += 1;
      seen.atOnce += 1;
      seen.most = Math.max(seen.most, seen.atOnce);
      await new Promise((resolve) => setTimeout(resolve, 1));
      seen.atOnce -= 1;
      if (isAway()) return HttpResponse.json(answer(null, 500));
      const items = ["ERROR: licence refused"];
      return HttpResponse.json(answer({ pageCount: 1, pageNum: 1, total: 22, size: 9000, items }));
    }),
  );
  return seen;
}

it("reads every log once, three at a time", async () => {
  const seen = serveLogs();
  const reader = createMessageReader();
  reader.want(frames(20));
  expect(reader.state.get().isReading).toBe(true);
  await expect.poll(() => reader.state.get().isReading).toBe(false);
  reader.want(frames(20));
  expect(knownMessages.get().size).toBe(20);
  expect(seen).toMatchObject({ requests: 20, most: 3 });
});

it("pauses, keeps what was read, and goes on with the rest", async () => {
  const seen = serveLogs();
  const reader = createMessageReader();
  reader.want(frames(200));
  await expect.poll(() => seen.requests).toBeGreaterThan(5);
  reader.pause();
  const { requests } = seen;
  expect(reader.state.get()).toMatchObject({ isReading: false, isPaused: true });
  reader.want(frames(201));
  reader.goOn();
  await expect.poll(() => knownMessages.get().size).toBe(201);
  // The three that were under way at the pause are read again.
  expect(seen.requests).toBeLessThanOrEqual(201 + 3);
  expect(requests).toBeLessThan(201);
});

it("asks before it reads more than a bounded number of logs", async () => {
  const seen = serveLogs();
  const reader = createMessageReader();
  reader.want(frames(LOGS_PER_READ + 10));
  await expect.poll(() => reader.state.get().isPaused).toBe(true);
  expect(seen.requests).toBe(LOGS_PER_READ);
  reader.goOn();
  await expect.poll(() => knownMessages.get().size).toBe(LOGS_PER_READ + 10);
});

it("stops after some failures in a row, says why, and tries again when asked", async () => {
  let isAway = true;
  const seen = serveLogs({ isAway: () => isAway });
  const reader = createMessageReader();
  reader.want(frames(50));
  await expect.poll(() => reader.state.get().isPaused).toBe(true);
  expect(reader.state.get().failure).toMatchObject({ kind: "farm", code: 500 });
  expect(seen.requests).toBeLessThan(12);
  isAway = false;
  reader.goOn();
  await expect.poll(() => knownMessages.get().size).toBe(50);
  expect(reader.state.get()).toMatchObject({ isPaused: false, failure: null });
});

it("says why as soon as as many logs have failed as pause the reading", async () => {
  serveLogs({ isAway: () => true });
  const reader = createMessageReader();
  reader.want(frames(3));
  await expect.poll(() => reader.state.get().isReading).toBe(false);
  expect(reader.state.get()).toMatchObject({ isPaused: true, failure: { kind: "farm", code: 500 } });
  expect(reader.state.get().unread.size).toBe(3);
});

it("does not pause for single logs that cannot be read", async () => {
  serveLogs({ isAway: () => true });
  const reader = createMessageReader();
  reader.want(frames(2));
  await expect.poll(() => reader.state.get().isReading).toBe(false);
  expect(reader.state.get()).toMatchObject({ isPaused: false, failure: null });
});
