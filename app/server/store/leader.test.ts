import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { type Election, takePart } from "./leader";
import type { StoreConfig } from "./store-config";
import { makePoll } from "./testing/make-poll";
import { startRecorder } from "./testing/recorder";
import { tcpGateTo } from "./testing/tcp-gate";
import { openTestStore, postgresPlaces } from "./testing/test-stores";

/** Takes part until the test ends and notes what happens. */
function candidate(config: StoreConfig, own = "a") {
  const happenings: string[] = [];
  const election: Election = takePart(config, own, {
    onLead: () => void happenings.push("lead"),
    onLose: () => void happenings.push("lose"),
    onRevision: (account, revision) => void happenings.push(`${account} ${revision}`),
    onMessage: ({ kind }) => void happenings.push(kind),
  });
  onTestFinished(() => election.stop());
  return { election, happenings };
}

const within10s = { timeout: 10_000, interval: 20 };
const leads = ({ election }: ReturnType<typeof candidate>) =>
  vi.waitFor(() => expect(election.isLeading()).toBe(true), within10s);

describe("the only instance on SQLite", () => {
  it("leads until it stops", async () => {
    const { election, happenings } = candidate({ engine: "sqlite", path: ":memory:" });
    await vi.waitFor(() => expect(happenings).toEqual(["lead"]));
    await election.stop();
    await election.stop();
    expect([election.isLeading(), happenings]).toEqual([false, ["lead", "lose"]]);
  });
});

const url = inject("postgresUrl");
describe.skipIf(url === null)("instances on PostgreSQL", () => {
  const newPlace = postgresPlaces(url ?? "postgres://none");
  const newUrl = async () => {
    const place = await newPlace();
    return place.engine === "postgres" ? place.url : "";
  };

  it("have one leader, and the next one follows when it stops", async () => {
    const config = { engine: "postgres", url: await newUrl() } as const;
    const first = candidate(config);
    await leads(first);
    const second = candidate(config);
    const third = candidate(config);
    // A follower that has heard of a revision has taken part.
    const store = await openTestStore(config);
    const hears = async (one: typeof second, revision: number) => {
      await vi.waitFor(async () => {
        await store
          .account("a")
          .newWriter()
          .write(makePoll({ atMs: 1, revision }));
        expect(one.happenings.some((happening) => happening.startsWith("a "))).toBe(true);
      }, within10s);
    };
    await hears(second, 10);
    await hears(third, 100);
    expect([second.election.isLeading(), third.election.isLeading()]).toEqual([false, false]);
    await first.election.stop();
    expect(first.happenings.at(-1)).toBe("lose");
    await vi.waitFor(
      () => expect([second, third].filter(({ election }) => election.isLeading())).toHaveLength(1),
      within10s,
    );
  });

  it("replace a leader that loses its way to the database, which learns of it when it is back", async () => {
    const direct = await newUrl();
    const gate = await tcpGateTo(direct);
    const first = candidate({ engine: "postgres", url: gate.url });
    await leads(first);
    const second = candidate({ engine: "postgres", url: direct });
    await gate.cut();
    await leads(second);
    expect(first.happenings).toEqual(["lead"]);
    await vi.waitFor(() => expect(first.election.isAway()).toBe(true), within10s);
    await gate.restore();
    await vi.waitFor(() => expect(first.happenings).toEqual(["lead", "lose"]), within10s);
    expect([first.election.isLeading(), first.election.isAway()]).toEqual([false, false]);
    await second.election.stop();
    await leads(first);
    expect(first.happenings).toEqual(["lead", "lose", "lead"]);
  });

  it("replace a leader that stands still within 10 s; it learns of that when it goes on", async () => {
    const config = { engine: "postgres", url: await newUrl() } as const;
    const frozen = startRecorder(config);
    await vi.waitFor(() => expect(frozen.acknowledged()).toBeGreaterThan(0), { timeout: 30_000 });
    const follower = candidate(config);
    frozen.signal("SIGSTOP");
    await leads(follower);
    const writer = (await openTestStore(config)).account("a").newWriter();
    await writer.claim();
    frozen.signal("SIGCONT");
    await vi.waitFor(() => expect(frozen.lines()).toContain("lose"), within10s);
    // "buffered": the database has ended the transaction in which the process stood still.
    await vi.waitFor(() => expect(frozen.lines().join()).toMatch(/not written: (?:deposed|buffered)/), within10s);
    expect(follower.election.isLeading()).toBe(true);
  });

  it("lead anew after their writer was refused if they have the lock, and follow if not", async () => {
    const config = { engine: "postgres", url: await newUrl() } as const;
    const first = candidate(config);
    await leads(first);
    const second = candidate(config);
    await second.election.decided;
    await Promise.all([first.election.deposed(), second.election.deposed()]);
    expect(first.happenings).toEqual(["lead", "lose", "lead"]);
    expect(second.happenings).toEqual([]);
  });

  it("have a leader for each account", async () => {
    const config = { engine: "postgres", url: await newUrl() } as const;
    const [first, other] = [candidate(config), candidate(config, "b")];
    await Promise.all([leads(first), leads(other)]);
    expect([first.happenings, other.happenings]).toEqual([["lead"], ["lead"]]);
  });

  it("hear what another one says about their account", async () => {
    const config = { engine: "postgres", url: await newUrl() } as const;
    const [first, other] = [candidate(config), candidate(config, "b")];
    await Promise.all([leads(first), leads(other)]);
    const store = await openTestStore(config);
    await store.account("a").send({ kind: "watch" });
    await vi.waitFor(() => expect(first.happenings).toContain("watch"), within10s);
    await store.account("b").send({ kind: "read", ids: [1] });
    await vi.waitFor(() => expect(other.happenings).toEqual(["lead", "read"]), within10s);
    expect(first.happenings).toEqual(["lead", "watch"]);
  });

  it("keep their leader while the database is away", async () => {
    const gate = await tcpGateTo(await newUrl());
    const config = { engine: "postgres", url: gate.url } as const;
    const first = candidate(config);
    await leads(first);
    await gate.cut();
    await vi.waitFor(() => expect(first.election.isAway()).toBe(true), within10s);
    expect(first.election.isLeading()).toBe(true);
    await gate.restore();
    await vi.waitFor(() => expect(first.election.isAway()).toBe(false), within10s);
    // It holds the lock again: another one does not get it.
    const second = candidate(config);
    const store = await openTestStore(config);
    await vi.waitFor(async () => {
      await store
        .account("a")
        .newWriter()
        .write(makePoll({ atMs: 1 }));
      expect(second.happenings.length).toBeGreaterThan(0);
    }, within10s);
    expect(second.election.isLeading()).toBe(false);
    expect(first.happenings.filter((happening) => !happening.startsWith("a "))).toEqual(["lead"]);
  });

  it("have no leader without a database, and one when it is there", async () => {
    const gate = await tcpGateTo(await newUrl(), { isCut: true });
    const first = candidate({ engine: "postgres", url: gate.url });
    await vi.waitFor(() => expect(first.election.isAway()).toBe(true), within10s);
    expect(first.election.isLeading()).toBe(false);
    await gate.restore();
    await leads(first);
  });

  it("hear of a revision once it is written, with its account", async () => {
    const config = { engine: "postgres", url: await newUrl() } as const;
    const follower = candidate(config);
    await leads(follower);
    const store = await openTestStore(config);
    await store
      .account("cn:1")
      .newWriter()
      .write(makePoll({ atMs: 5, revision: 77 }));
    await vi.waitFor(() => expect(follower.happenings).toContain("cn:1 77"), within10s);
  });
});
