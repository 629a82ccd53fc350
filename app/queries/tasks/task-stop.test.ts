import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { TaskRecord } from "../../protocol/tasks/task-record";
import { openPage, success } from "../../test/open-page";
import { newestRecordQuery } from "./task-stop";

const SINCE = Date.UTC(2026, 10, 2, 8);
const requestSchema = z.looseObject({ pageNum: z.number() });

/** A farm with so many pages of operations, each with one operation named after its page. */
function openRecord(pageCount: number) {
  const requests: z.infer<typeof requestSchema>[] = [];
  const page = openPage(async (request) => {
    const body = requestSchema.parse(await request.json());
    requests.push(body);
    const items = [{ buttonName: `page ${body.pageNum}`, taskIds: "[7]" }];
    return success({ pageCount, pageNum: body.pageNum, total: pageCount * 50, size: 50, items });
  });
  const read = async (wanted: (entries: readonly TaskRecord[]) => boolean, id = 7, sinceMs = SINCE) =>
    (await page.client.fetchQuery(newestRecordQuery(id, sinceMs, wanted))).map(({ button }) => button);
  return { requests, read };
}

const isOnPage = (pageNum: number) => (entries: readonly TaskRecord[]) =>
  entries.some(({ button }) => button === `page ${pageNum}`);

describe("the newest operations since a moment", () => {
  it("are read until the wanted one is found", async () => {
    const { requests, read } = openRecord(9);
    expect(await read(isOnPage(2))).toEqual(["page 1", "page 2"]);
    expect(requests).toEqual([1, 2].map((pageNum) => ({ pageNum, pageSize: 50, startDate: "2026-11-02 16:00:00" })));
  });

  it("are read to the last page, and of a long record four", async () => {
    const short = openRecord(2);
    expect(await short.read(isOnPage(9))).toEqual(["page 1", "page 2"]);
    const long = openRecord(9);
    expect(await long.read(isOnPage(9))).toEqual(["page 1", "page 2", "page 3", "page 4"]);
    expect(long.requests).toHaveLength(4);
  });

  it("are read anew for every task and moment, and every time", async () => {
    const { requests, read } = openRecord(1);
    await Promise.all([read(isOnPage(1)), read(isOnPage(1), 8), read(isOnPage(1), 7, SINCE + 1000)]);
    expect(requests).toHaveLength(3);
    await read(isOnPage(1));
    expect(requests).toHaveLength(4);
  });
});
