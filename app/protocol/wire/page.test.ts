import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { checkPage, emptyPage, pageSchema } from "./page";
import { requiredId } from "./wire";

const schema = pageSchema(z.object({ id: requiredId }));
const items = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));
const check = (page: object, pageNum = 1) => {
  const { pageCount, total } = checkPage(schema.parse(page), { pageNum, pageSize: 100 });
  return { pageCount, total };
};

describe("a page", () => {
  it("is parsed with numbers as text", () => {
    const page = { pageCount: "9", pageNum: "1", total: "17", size: "2", items: [{ id: 1 }, { id: null }] };
    expect(schema.parse(page)).toEqual({ pageCount: 9, total: 17, size: 2, rows: [{ id: 1 }], malformed: 1 });
    expect(schema.safeParse(null).success).toBe(false);
  });

  it.each([null, undefined, 0, -1, 1, 1.5, "x"])(
    "has the pages that its total needs, not pageCount %s",
    (pageCount) => {
      expect(check({ pageCount, total: 250, items: items(100) })).toEqual({ pageCount: 3, total: 250 });
      expect(check({ pageCount, total: 250, items: items(50) }, 3)).toEqual({ pageCount: 3, total: 250 });
    },
  );

  it("has more pages than its total needs where the farm sends fewer rows a page", () => {
    expect(check({ pageCount: 5, total: 250, items: items(50) })).toEqual({ pageCount: 5, total: 250 });
  });

  it("has at most as many pages as rows", () => {
    expect(check({ pageCount: 1_000_000_000, total: 250, items: items(100) }).pageCount).toBe(250);
  });

  it.each([null, undefined, 0, -1, 1e300])(
    "is followed by another one when it is full and its total is %s",
    (total) => {
      expect(check({ total, items: items(100) }, 2)).toEqual({ pageCount: 3, total: 200 });
      expect(check({ total, items: items(40) }, 2)).toEqual({ pageCount: 2, total: 140 });
    },
  );

  it("is behind the end when it is empty", () => {
    expect(check({ pageCount: 9, total: 250, items: [] }, 3)).toEqual({ pageCount: 2, total: 250 });
    expect(checkPage(emptyPage, { pageNum: 1, pageSize: 100 })).toMatchObject({ pageCount: 1, total: 0 });
  });
});

it.each([
  [
    { total: 3, items: items(3) },
    { pageCount: 1, total: 3 },
  ],
  [
    { total: 2, items: items(3) },
    { pageCount: 1, total: 3 },
  ],
  [
    { total: 500, items: [...items(99), { id: "?" }] },
    { pageCount: 5, total: 500 },
  ],
  [{ items: [...items(99), { id: "?" }] }, { pageCount: 2, total: 100 }],
])("malformed rows count as rows of a page, and a total of at least these is relied on", (page, expected) => {
  expect(check(page)).toEqual(expected);
});
