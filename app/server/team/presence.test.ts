import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { MAX_PEOPLE_HERE, PRESENCE_LIFE_MS } from "../../protocol/team/presence";
import { encodeMessage, type InstanceMessage } from "../store/instance-message";
import { createPresence, MAX_PAGES, MAX_PAGES_OF_ONE } from "./presence";
import { sharePresence } from "./share-presence";

const person = (id: string) => ({ id, name: id.toUpperCase() });
const [ana, bo, cy] = [person("ana"), person("bo"), person("cy")];
const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);

function open() {
  let nowMs = 0;
  const presence = createPresence(() => nowMs);
  return {
    ...presence,
    pass: (ms: number) => {
      nowMs += ms;
    },
    show: (by: typeof ana, task: number | null, page = by.id) => presence.note({ page, task, by }),
    on: (task: number, self: typeof ana | null = null) => names(presence.othersOn(task, self)),
  };
}

describe("presence", () => {
  it("names the others in the order in which they came, and not the person itself", () => {
    const { show, on, pass } = open();
    for (const one of [cy, ana, bo]) {
      show(one, 7);
      pass(1);
    }
    show(cy, 7);
    expect(on(7, ana)).toEqual(["CY", "BO"]);
    expect(on(8)).toEqual([]);
  });

  it("ends when a page goes to another task, leaves, or says nothing for 20 s", () => {
    const { show, on, pass } = open();
    for (const one of [ana, bo, cy]) show(one, 7);
    expect(show(ana, 8)).toBe(true);
    expect(show(bo, null)).toBe(true);
    expect([on(7), on(8)]).toEqual([["CY"], ["ANA"]]);
    pass(PRESENCE_LIFE_MS - 1);
    expect(show(ana, 8)).toBe(false);
    pass(1);
    expect([on(7), on(8)]).toEqual([[], ["ANA"]]);
  });

  it("names somebody with two pages once, until the last of them goes", () => {
    const { show, on } = open();
    show(ana, 7, "one");
    show(ana, 7, "two");
    expect(on(7)).toEqual(["ANA"]);
    show(ana, null, "one");
    expect(on(7)).toEqual(["ANA"]);
    show(ana, null, "two");
    expect(on(7)).toEqual([]);
  });

  it("lets nobody speak for the page of somebody else", () => {
    const { show, on } = open();
    show(ana, 7, "page");
    show(bo, null, "page");
    show({ id: "", name: "ANA" }, null, "page");
    expect(on(7)).toEqual(["ANA"]);
  });

  it("keeps a bounded number of pages, and leaves the others their place when one person opens many", () => {
    const { show, on } = open();
    show(ana, 1);
    for (let page = 0; page < MAX_PAGES_OF_ONE + 5; page += 1) show(bo, 100 + page, String(page));
    const open100 = Array.from({ length: MAX_PAGES_OF_ONE + 5 }, (_, index) => on(100 + index).length);
    expect(open100).toEqual([...Array(5).fill(0), ...Array(MAX_PAGES_OF_ONE).fill(1)]);
    expect(on(1)).toEqual(["ANA"]);
    for (let index = 0; index < MAX_PAGES; index += 1) show(person(`p${index}`), 2);
    expect(on(1)).toEqual([]);
    expect(on(2)).toHaveLength(MAX_PEOPLE_HERE);
  });

  it("is what the last messages of the pages say, whatever their order and times", () => {
    const step = fc.record({
      by: fc.constantFrom(ana, bo, cy),
      page: fc.constantFrom("a", "b"),
      task: fc.constantFrom(1, 2, null),
      afterMs: fc.constantFrom(0, 1, 7000, PRESENCE_LIFE_MS),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { note, on, pass } = open();
        const last = new Map<string, { readonly name: string; readonly task: number | null; readonly atMs: number }>();
        let nowMs = 0;
        for (const { by, page, task, afterMs } of steps) {
          pass(afterMs);
          nowMs += afterMs;
          note({ by, page, task });
          last.set(`${by.id} ${page}`, { name: by.name, task, atMs: nowMs });
        }
        const current = [...last.values()].filter(({ atMs }) => nowMs < atMs + PRESENCE_LIFE_MS);
        for (const task of [1, 2])
          expect(new Set(on(task))).toEqual(new Set(names(current.filter((one) => one.task === task))));
      }),
    );
  });
});

/** Two instances; what the one sends reaches both, as NOTIFY does. */
function openTwo() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const sent: InstanceMessage[] = [];
  const instances = [0, 1].map(() =>
    sharePresence(createPresence(Date.now), async (message) => {
      sent.push(message);
      for (const one of instances) one.onMessage(message);
    }),
  );
  const [first, second] = instances;
  if (!first || !second) throw new Error("two instances");
  return { first, second, sent };
}

describe("presence of several instances", () => {
  it("tells the others who comes and goes within a moment, and again while they stay", async () => {
    const { first, second, sent } = openTwo();
    first.note({ page: "p", task: 7, by: ana });
    await vi.advanceTimersByTimeAsync(200);
    expect(names(second.othersOn(7, null))).toEqual(["ANA"]);
    for (let second5 = 0; second5 < 8; second5 += 1) {
      first.note({ page: "p", task: 7, by: ana });
      await vi.advanceTimersByTimeAsync(5000);
    }
    expect(names(second.othersOn(7, null))).toEqual(["ANA"]);
    expect(sent.length).toBeLessThan(11);
    first.note({ page: "p", task: null, by: ana });
    await vi.advanceTimersByTimeAsync(200);
    expect(second.othersOn(7, null)).toEqual([]);
  });

  it("follows a page that speaks to another instance meanwhile", async () => {
    const { first, second } = openTwo();
    first.note({ page: "p", task: 7, by: ana });
    await vi.advanceTimersByTimeAsync(200);
    first.note({ page: "p", task: 7, by: ana });
    second.note({ page: "p", task: 8, by: ana });
    await vi.advanceTimersByTimeAsync(6000);
    for (const one of [first, second])
      expect([one.othersOn(7, null), names(one.othersOn(8, null))]).toEqual([[], ["ANA"]]);
  });

  it("sends messages that NOTIFY takes, also with long names", async () => {
    const { first, sent } = openTwo();
    for (let page = 0; page < 100; page += 1)
      first.note({ page: String(page), task: 1, by: { id: "界".repeat(200), name: `${"界".repeat(200)}${page}` } });
    for (let page = 0; page < 500; page += 1) first.note({ page: String(page), task: 1, by: person(`p${page}`) });
    await vi.advanceTimersByTimeAsync(200);
    expect(sent.length).toBeGreaterThan(10);
    for (const message of sent)
      expect(Buffer.byteLength(encodeMessage("render.example/0123456789ab", message))).toBeLessThan(8000);
  });
});
