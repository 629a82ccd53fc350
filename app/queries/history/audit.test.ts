/** The audit as a page reads it, over the real routes. */
import { describe, expect, it } from "vitest";
import { mei } from "../../server/store/testing/make-action";
import { openHistoryApp } from "../../test/history-app";
import { openPage } from "../../test/open-page";
import { type AuditFilter, auditFile, auditPeopleQuery, auditQuery } from "./audit";

const T0 = Date.UTC(2026, 10, 2, 8);

/** 60 stops by Mei of the tasks 1 to 60, one a second, and a refused start by Bo. */
async function open() {
  const history = await openHistoryApp();
  for (let index = 1; index <= 60; index += 1)
    await history.act({ atMs: T0 + index * 1000, details: { taskParam: [index] } });
  const bo = { ...mei, id: "sub-bo", name: "Bo" };
  await history.act({ atMs: T0, operation: "startTask", outcome: "refused", person: bo, details: { taskParam: [7] } });
  const page = openPage(history.fetch);
  const read = async (filter: AuditFilter, pages = 1) => {
    const data = await page.client.fetchInfiniteQuery({ ...auditQuery(filter), pages });
    return data.pages.map(({ actions }) => actions);
  };
  return { ...history, ...page, read };
}

describe("the entries", () => {
  it("come newest first, page after page, each once", async () => {
    const { read } = await open();
    const pages = await read({}, 9);
    expect(pages.map(({ length }) => length)).toEqual([50, 11]);
    const moments = pages.flat().map(({ atMs }) => atMs);
    expect(moments).toEqual(Array.from({ length: 61 }, (_, index) => T0 + (60 - index) * 1000));
  });

  it("are those of the filter", async () => {
    const { read } = await open();
    const count = async (filter: AuditFilter) => (await read(filter, 9)).flat().length;
    expect(await count({ fromMs: T0 + 31_000 })).toBe(30);
    expect(await count({ toMs: T0 + 2000 })).toBe(2);
    expect(await count({ person: "sub-bo" })).toBe(1);
    expect(await count({ operation: "stopTask" })).toBe(60);
    expect(await count({ outcome: "refused" })).toBe(1);
    expect(await count({ target: "7" })).toBe(2);
    expect(await count({ target: "7", person: mei.id, fromMs: undefined })).toBe(1);
  });
});

it("everyone of the audit is named once", async () => {
  const { client } = await open();
  const { people } = await client.fetchQuery(auditPeopleQuery);
  expect(people.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b))).toEqual(["Bo", "Mei"]);
});

it("the file has the entries of the filter, all of them", async () => {
  const { get } = await open();
  const response = await get(auditFile({ operation: "stopTask", toMs: T0 + 60_000 }));
  expect(response.headers.get("content-type")).toContain("text/csv");
  expect((await response.text()).trim().split("\n")).toHaveLength(1 + 59);
});

it("an answer of a server of another build is a failure", async () => {
  const { client } = openPage(() => Response.json({ format: 1, rows: [] }));
  await expect(client.fetchInfiniteQuery(auditQuery({}))).rejects.toMatchObject({ failure: { kind: "shape" } });
  await expect(client.fetchQuery(auditPeopleQuery)).rejects.toMatchObject({ failure: { kind: "shape" } });
});
