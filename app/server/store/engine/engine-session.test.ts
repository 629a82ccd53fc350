import { describe, expect, it } from "vitest";
import { EngineSession } from "./engine-session";
import { openSqlite } from "./sqlite";

const withCode = (code: string) => Object.assign(new Error("failed"), { code });

describe("an engine session", () => {
  it("opens the engine once, for all that use it", async () => {
    let opened = 0;
    const session = new EngineSession(() => {
      opened += 1;
      return openSqlite(":memory:");
    });
    await Promise.all([1, 2, 3].map(() => session.use(async () => undefined)));
    expect(opened).toBe(1);
    await session.close();
  });

  it("opens it again after a failure to open, and after it was found damaged, which it says", async () => {
    const calls: boolean[] = [];
    const session = new EngineSession((isDamaged) => {
      calls.push(isDamaged);
      return calls.length === 1 ? Promise.reject(withCode("ECONNREFUSED")) : openSqlite(":memory:");
    });
    await expect(session.use(async () => undefined)).rejects.toThrow("failed");
    const fail = (code: string) => session.use(() => Promise.reject(withCode(code)));
    await expect(fail("SQLITE_FULL")).rejects.toThrow("failed");
    expect(calls).toEqual([false, false]);
    await expect(fail("SQLITE_CORRUPT")).rejects.toThrow("failed");
    await session.use(async () => undefined);
    expect(calls).toEqual([false, false, true]);
    await expect(fail("SQLITE_IOERR")).rejects.toThrow("failed");
    await session.use(async () => undefined);
    expect(calls).toHaveLength(3);
    await session.close();
  });

  it("leaves connections to a PostgreSQL that did not answer, and does not wait for them", async () => {
    let opened = 0;
    const session = new EngineSession(async () => {
      opened += 1;
      return { ...(await openSqlite(":memory:")), name: "postgres", close: () => new Promise(() => undefined) };
    });
    const fail = (code: string) => session.use(() => Promise.reject(withCode(code)));
    await expect(fail("23505")).rejects.toThrow("failed");
    await expect(fail("ECONNRESET")).rejects.toThrow("failed");
    expect(opened).toBe(1);
    await session.use(async () => undefined);
    expect(opened).toBe(2);
  });

  it("opens nothing after it was closed", async () => {
    const session = new EngineSession(() => openSqlite(":memory:"));
    await session.close();
    await expect(session.use(async () => undefined)).rejects.toThrow("The store is closed.");
  });
});
