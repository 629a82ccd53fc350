/** The end of a log, whatever the farm counts. */
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { endpoints } from "../../protocol/endpoints";
import { connectFarm, startNetwork } from "../../test/connect-farm";
import { server } from "../../test/server";
import { readLogEnd } from "./log-end";

startNetwork();

const SIZE = 4000;

type LogOptions = {
  readonly firstPage?: number;
  /** Answers a page that does not exist with a refusal instead of an empty page. */
  readonly refuses?: boolean;
  readonly counts?: boolean;
};

const answer = (data: unknown, code = 200) => ({ version: "1.0.0", code, message: "", data, serverTime: 1 });

/** A farm with one log; returns the numbers of the requested pages. */
function serveLog(text: string, { firstPage = 1, refuses = false, counts = true }: LogOptions = {}): number[] {
  connectFarm({ dialect: "current" });
  const requested: number[] = [];
  const pageCount = Math.ceil(text.length / SIZE);
  server.use(
    http.post<never, { pageNum: number }>(`*${endpoints.showLog.path}`, async ({ request }) => {
      const { pageNum } = await request.json();
      requested.push(pageNum);
      const index = pageNum - firstPage;
      const exists = index >= 0 && index < pageCount;
      if (!exists && refuses) return HttpResponse.json(answer(null, 600));
      const part = exists ? text.slice(index * SIZE, (index + 1) * SIZE) : "";
      const figures = counts ? { pageCount, total: text.length, size: SIZE } : {};
      return HttpResponse.json(answer({ ...figures, pageNum, items: part === "" ? [] : part.split("\n") }));
    }),
  );
  return requested;
}

const log = (lines: number) => Array.from({ length: lines }, (_, line) => `line ${line} of a log`).join("\n");
const read = async (guess: number) => {
  const { text, lastPage } = await readLogEnd(7, guess, new AbortController().signal);
  return { last: text.split("\n").at(-1), lastPage };
};

it("reads a log of one page once", async () => {
  const requested = serveLog(log(20));
  expect(await read(1)).toEqual({ last: "line 19 of a log", lastPage: 1 });
  expect(requested).toEqual([1]);
});

it("reads the first and the last page of a longer one, and only the last where the guess is right", async () => {
  const requested = serveLog(log(860));
  const end = await read(1);
  expect(end.last).toBe("line 859 of a log");
  expect(requested).toEqual([1, end.lastPage]);
  expect(await read(end.lastPage)).toEqual(end);
  expect(requested.slice(2)).toEqual([end.lastPage]);
});

it("reads the page before a short last one, so that no message is cut", async () => {
  const text = log(260);
  const requested = serveLog(text);
  expect(text.length % SIZE).toBeLessThan(2000);
  const { text: end } = await readLogEnd(7, 2, new AbortController().signal);
  expect(requested).toEqual([2, 1]);
  expect(end).toBe(text);
});

it.each([{ refuses: false }, { refuses: true }])(
  "follows a wrong guess and a farm that counts from 0: %j",
  async (options) => {
    serveLog(log(860), options);
    expect((await read(9)).last).toBe("line 859 of a log");
    serveLog(log(860), { ...options, firstPage: 0 });
    expect((await read(1)).last).toBe("line 859 of a log");
  },
);

it("takes the first page of a farm that counts none", async () => {
  serveLog(log(20), { counts: false });
  expect((await read(3)).last).toBe("line 19 of a log");
});

it("takes page 0 of a log of one page where the farm counts from 0", async () => {
  const requested = serveLog(log(20), { firstPage: 0 });
  expect((await read(1)).last).toBe("line 19 of a log");
  expect(requested).toEqual([1, 0]);
});
