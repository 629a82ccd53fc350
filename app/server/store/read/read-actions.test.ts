import fc from "fast-check";
import { expect, it } from "vitest";
import { makeAction, mei } from "../testing/make-action";
import { describeOnEngines } from "../testing/test-stores";
import type { Action } from "../write/write-actions";
import type { ActionCursor, ActionFilter, StoredAction } from "./read-actions";

const people = ["", "anna", "mei", "token:7"];
const operations = ["stopTask", "startTask", "addLabel"];
const outcomes = ["accepted", "refused", "unknown"];
const tasks = ["1", "11", "2"];

/** Few moments and values, so that filters find some and moments are shared. */
const action: fc.Arbitrary<Action> = fc
  .record({
    atMs: fc.nat(6),
    id: fc.constantFrom(...people),
    operation: fc.constantFrom(...operations),
    outcome: fc.constantFrom(...outcomes),
    tasks: fc.subarray(tasks),
  })
  .map(({ id, ...members }) => makeAction({ ...members, person: { ...mei, id, name: `N${id}` } }));

const some = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const filter: fc.Arbitrary<ActionFilter> = fc.record({
  fromMs: some(fc.nat(7)),
  toMs: some(fc.nat(7)),
  person: some(fc.constantFrom(...people, "nobody")),
  operations: some(fc.subarray(operations, { minLength: 1 })),
  outcome: some(fc.constantFrom(...outcomes)),
  task: some(fc.constantFrom(...tasks, "111")),
});

const passes = (one: Action, { fromMs, toMs, person, operations: names, outcome, task }: ActionFilter) =>
  one.atMs >= (fromMs ?? 0) &&
  one.atMs < (toMs ?? Number.POSITIVE_INFINITY) &&
  (person === undefined || one.person.id === person) &&
  (names === undefined || names.includes(one.operation)) &&
  (outcome === undefined || one.outcome === outcome) &&
  (task === undefined || one.tasks.includes(task));

describeOnEngines("the audit", (engine) => {
  it("gives a filter's actions page after page, each once, as a plain list would", async () => {
    const store = await engine.newStore();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { maxLength: 25 }),
        fc.array(fc.tuple(filter, fc.integer({ min: 1, max: 7 })), { minLength: 1, maxLength: 4 }),
        async (actions, queries) => {
          run += 1;
          const account = store.account(`a${run}`);
          for (const [index, one] of actions.entries())
            await account.recordAction({ ...one, requestId: String(index) });
          for (const [wanted, limit] of queries) {
            const pages: StoredAction[] = [];
            for (let after: ActionCursor | null = null; ; after = pages.at(-1) ?? null) {
              const page = await account.actions(wanted, limit, after);
              pages.push(...page);
              if (page.length < limit) break;
            }
            const expected = [...actions.keys()].filter((index) => {
              const one = actions[index];
              return one !== undefined && passes(one, wanted);
            });
            expect(pages.map(({ requestId }) => Number(requestId)).toSorted((a, b) => a - b)).toEqual(expected);
            const moments = pages.map(({ atMs }) => atMs);
            expect(moments).toEqual(moments.toSorted((a, b) => b - a));
          }
          const named = new Set(actions.map(({ person }) => person.id));
          expect((await account.actionPeople()).map(({ id, name }) => [id, name])).toEqual(
            people.filter((id) => named.has(id)).map((id) => [id, `N${id}`]),
          );
          const ofTasks = await account.actionsOfTasks(["1", "2"], 3);
          expect(ofTasks).toHaveLength(
            actions.filter((one) => one.atMs >= 3 && one.tasks.some((id) => id === "1" || id === "2")).length,
          );
        },
      ),
      { numRuns: 15 },
    );
  });

  it("gives back all that was recorded", async () => {
    const account = (await engine.newStore()).account("a");
    const recorded = makeAction({
      atMs: 5,
      targets: ["1", "庭院"],
      outcome: "refused",
      code: null,
      problem: "read-only",
      requestId: "r1",
      price: { low: 4.8, high: 6, currency: "CNY" },
      isUndo: true,
      details: { taskIds: [1], overTime: 60 },
    });
    await account.recordAction(recorded);
    const { tasks: _, ...expected } = recorded;
    expect(await account.actions()).toEqual([{ ...expected, id: expect.any(String) }]);
  });

  it("keeps the last name of a person", async () => {
    const account = (await engine.newStore()).account("a");
    for (const [atMs, name] of [
      [1, "Mei Lin"],
      [3, "Mei Wang"],
      [2, "Mei"],
    ] as const)
      await account.recordAction(makeAction({ atMs, person: { ...mei, name } }));
    expect(await account.actionPeople()).toEqual([{ id: mei.id, name: "Mei Wang" }]);
  });

  it("finds a task among a thousand that one write names", async () => {
    const account = (await engine.newStore()).account("a");
    const many = Array.from({ length: 1000 }, (_, index) => String(index));
    await account.recordAction(makeAction({ targets: many.slice(0, 100), tasks: many }));
    expect(await account.actions({ task: "999" })).toHaveLength(1);
    expect(await account.actions({ task: "1000" })).toEqual([]);
  });

  it.each([
    [
      "line breaks",
      "Mei\r\n2026-11-02 12:00 Anna deleted\u2028everything\u0085",
      "Mei 2026-11-02 12:00 Anna deleted everything",
    ],
    ["control characters", "\u001b[31mMei\u0000\u0007", "[31mMei"],
    ["marks of direction", "\u202eieM\u202c\u2066\u200f", "ieM"],
    ["what is not shown", "M\u200be\u2060i\ufeff\u00ad", "M e i"],
    ["a lone surrogate", "Mei \ud800", "Mei \ufffd"],
    ["another script", "王磊 Zoë", "王磊 Zoë"],
  ])("has a name as one plain line: %s", async (_, name, expected) => {
    const account = (await engine.newStore()).account("a");
    await account.recordAction(makeAction({ person: { ...mei, id: name, name } }));
    expect((await account.actions()).map(({ person }) => [person.id, person.name])).toEqual([[expected, expected]]);
  });

  it("has a name of a megabyte as its beginning, and the same person again under the same id", async () => {
    const account = (await engine.newStore()).account("a");
    const long = "x".repeat(1_000_000);
    for (const atMs of [1, 2])
      await account.recordAction(makeAction({ atMs, person: { ...mei, id: long, name: long } }));
    const [first] = await account.actions();
    expect(first?.person).toMatchObject({ id: "x".repeat(200), name: "x".repeat(100) });
    expect(await account.actions({ person: first?.person.id })).toHaveLength(2);
  });
});
