import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Task } from "../protocol/tasks/task";
import { makeTask } from "../test/make-task";
import { neverRead, withReading } from "./read-times";
import {
  ageOf,
  emptyHistory,
  INFO_SIZE,
  mergeSearchResults,
  mergeStep,
  PAGE_SIZE,
  planIds,
  planPages,
  type ReadPage,
  sameTask,
  type TaskHistory,
} from "./task-history";

const SIZE = 4;
const MOVING = 5;
const ENDED = 25;

type Act =
  | { readonly kind: "insert"; readonly moving: boolean }
  | { readonly kind: "delete" | "change"; readonly at: number };

/** A farm's list, newest first, in pages of four or as many as given; a shorter head of it is as long as asked for. */
class ListedFarm {
  tasks: Task[] = [];
  private nextId = 1;
  listRequests = 0;
  infoRequests = 0;
  readonly size: number;

  constructor(size = SIZE) {
    this.size = size;
  }

  act(act: Act): void {
    if (act.kind === "insert") {
      this.tasks.unshift(
        makeTask({
          id: this.nextId,
          statusCode: act.moving ? MOVING : ENDED,
          sceneName: `${this.nextId}`,
          submittedMs: clock,
        }),
      );
      this.nextId += 1;
      return;
    }
    if (this.tasks.length === 0) return;
    const index = act.at % this.tasks.length;
    const task = this.tasks[index];
    if (task === undefined) return;
    if (act.kind === "delete") this.tasks.splice(index, 1);
    else this.tasks[index] = { ...task, doneFrames: task.doneFrames + 1 };
  }

  page(pageNum: number, pageSize = PAGE_SIZE) {
    this.listRequests += 1;
    const size = pageSize < PAGE_SIZE ? pageSize : this.size;
    return {
      rows: this.tasks.slice((pageNum - 1) * size, pageNum * size),
      malformed: 0,
      pageNum,
      pageCount: Math.ceil(this.tasks.length / size),
      total: this.tasks.length,
      size,
    };
  }

  info(ids: readonly number[]): Task[] {
    if (ids.length > 0) this.infoRequests += Math.ceil(ids.length / INFO_SIZE);
    return this.tasks.filter((task) => ids.includes(task.id));
  }
}

let clock = 1;
/** One step as the query takes it; `between` happens on the farm after each answer. */
function step(history: TaskHistory, farm: ListedFarm, between: () => void = () => undefined): TaskHistory {
  clock += 1;
  const pages: ReadPage[] = [];
  const listed = new Set<number>();
  for (const at of planPages(history)) {
    const page = farm.page(at.pageNum, at.pageSize);
    for (const task of page.rows) listed.add(task.id);
    pages.push({ ...at, page, askedMs: clock });
    between();
  }
  const asked = planIds(history, listed);
  return {
    ...mergeStep(history, pages, [{ asked, tasks: farm.info(asked), askedMs: clock }]),
    steps: history.steps + 1,
  };
}

const pageNumbers = (history: TaskHistory) => planPages(history).map(({ pageNum }) => pageNum);

const readOne = (history: TaskHistory, page: ReadPage["page"], pageNum: number, askedMs: number) =>
  mergeStep(history, [{ pageNum, pageSize: PAGE_SIZE, page, askedMs }], []);
const readThese = (history: TaskHistory, asked: readonly number[], tasks: readonly Task[], askedMs: number) =>
  mergeStep(history, [], [{ asked, tasks, askedMs }]);

function steps(history: TaskHistory, farm: ListedFarm, count: number): TaskHistory {
  let next = history;
  for (let taken = 0; taken < count; taken += 1) next = step(next, farm);
  return next;
}

/** Enough for the loading, the end of the round under way and one whole round, with a step at each end of them. */
const enough = (farm: ListedFarm) => 5 * Math.ceil(farm.tasks.length / SIZE) + 12;

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant("insert" as const), moving: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("delete" as const, "change" as const), at: fc.nat(1000) }),
);
/** What happens during a run: the farm to begin with, then acts between answers. */
const story = fc.record({ first: fc.nat(30), acts: fc.array(fc.array(act, { maxLength: 5 }), { maxLength: 25 }) });

function farmWith(count: number): ListedFarm {
  const farm = new ListedFarm();
  for (let index = 0; index < count; index += 1) farm.act({ kind: "insert", moving: index % 7 === 0 });
  return farm;
}

describe("the history of a farm whose list changes while it is read", () => {
  it("is the farm's list once it is quiet: nothing lost, nothing kept that was deleted, nothing out of date", () => {
    fc.assert(
      fc.property(story, ({ first, acts }) => {
        const farm = farmWith(first);
        const left = acts.flat();
        let history = emptyHistory;
        for (let taken = 0; left.length > 0 && taken < 100; taken += 1) {
          history = step(history, farm, () => {
            for (const one of left.splice(0, 2)) farm.act(one);
          });
        }
        history = steps(history, farm, enough(farm));
        expect(history.complete).toBe(true);
        expect([...history.nodes.keys()].toSorted((a, b) => b - a)).toEqual(farm.tasks.map(({ id }) => id));
        expect(farm.tasks.map(({ id }) => history.nodes.get(id)?.task.doneFrames)).toEqual(
          farm.tasks.map(({ doneFrames }) => doneFrames),
        );
        expect(history.total).toBe(farm.tasks.length);
      }),
      { numRuns: 200 },
    );
  });

  it("comes to the same when searches at the farm are read into it, late ones too", () => {
    fc.assert(
      fc.property(story, fc.func(fc.boolean()), ({ first, acts }, isFound) => {
        const farm = farmWith(first);
        let history = emptyHistory;
        let answer: readonly Task[] = [];
        let askedMs = clock;
        for (const [index, some] of acts.entries()) {
          history = step(history, farm);
          // The answer of a search that was asked for one step ago: the farm has moved on since.
          history = mergeSearchResults(history, answer, askedMs);
          expect(history.total).toBeGreaterThanOrEqual(history.nodes.size);
          answer = farm.tasks.filter(({ id }) => isFound(index, id));
          askedMs = clock;
          for (const one of some) farm.act(one);
        }
        history = steps(history, farm, enough(farm));
        expect([...history.nodes.keys()].toSorted((a, b) => b - a)).toEqual(farm.tasks.map(({ id }) => id));
        expect(history.total).toBe(farm.tasks.length);
      }),
      { numRuns: 200 },
    );
  });

  it("never drops a task that the farm still has", () => {
    fc.assert(
      fc.property(story, ({ first, acts }) => {
        const farm = farmWith(first);
        let history = emptyHistory;
        const seen = new Set<number>();
        for (const some of acts) {
          history = step(history, farm);
          for (const one of some) farm.act(one);
          for (const id of history.nodes.keys()) seen.add(id);
          const dropped = farm.tasks.filter(({ id }) => seen.has(id) && !history.nodes.has(id));
          expect(dropped).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("asks little: four list pages and three batches of ids at most, one of each to begin with", () => {
    expect([pageNumbers(emptyHistory), planIds(emptyHistory, new Set())]).toEqual([[1], []]);
    fc.assert(
      fc.property(story, ({ first, acts }) => {
        const farm = farmWith(first);
        let history = emptyHistory;
        for (const some of acts) {
          const pages = pageNumbers(history);
          const ids = planIds(history, new Set());
          expect(pages.length).toBeLessThanOrEqual(history.complete ? 2 : 4);
          expect(new Set(pages).size).toBe(pages.length);
          expect(ids.length).toBeLessThanOrEqual(3 * INFO_SIZE);
          history = step(history, farm);
          for (const one of some) farm.act(one);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("a farm on which nothing happens", () => {
  it.each([22, PAGE_SIZE + INFO_SIZE, PAGE_SIZE + INFO_SIZE + 1])(
    "of %i tasks is asked for one list page and one lot of old tasks a step, and nothing else",
    (size) => {
      const farm = new ListedFarm();
      for (let index = 0; index < size; index += 1) farm.act({ kind: "insert", moving: false });
      let history = steps(emptyHistory, farm, enough(farm));
      expect(history.complete).toBe(true);
      for (let taken = 0; taken < 30; taken += 1) {
        farm.listRequests = 0;
        farm.infoRequests = 0;
        const before = history.nodes;
        history = step(history, farm);
        expect([farm.listRequests, farm.infoRequests]).toEqual([1, 1]);
        for (const [id, node] of history.nodes) expect(before.get(id)).toBe(node);
      }
    },
  );

  it("that fits into one page and one request by ids is known whole at every step", () => {
    const farm = farmWith(SIZE + INFO_SIZE);
    let history = steps(emptyHistory, farm, enough(farm));
    for (let at = 0; at < farm.tasks.length; at += 1) {
      farm.act({ kind: "change", at });
      history = step(history, farm);
      const task = farm.tasks[at];
      expect(history.nodes.get(task?.id ?? 0)?.task.doneFrames).toBe(task?.doneFrames);
    }
  });

  it("is looked through once more while it counts a task that is not known, a page every other step", () => {
    const farm = farmWith(22);
    const whole = steps(emptyHistory, farm, 4);
    const odd = { ...farm.page(3), rows: farm.page(3).rows.slice(1), malformed: 1 };
    const lost = farm.tasks[2 * SIZE]?.id ?? 0;
    const without = readThese(whole, [lost], [], clock);
    let history: TaskHistory = { ...readOne(without, odd, 3, clock), steps: 0 };
    const pages: number[] = [];
    for (let taken = 0; taken < 12 && !history.nodes.has(lost); taken += 1) {
      pages.push(...pageNumbers(history).filter((pageNum) => pageNum !== 1));
      history = step(history, farm);
    }
    expect(pages).toEqual([4, 5, 6, 2, 3]);
    expect([...history.malformed.values()].every((count) => count === 0)).toBe(true);
    expect(pageNumbers({ ...history, steps: 1 })).toEqual([1]);
  });

  it("is read whole with the first page alone, then four pages at a time", () => {
    const farm = farmWith(40);
    const asked: number[][] = [];
    let history = emptyHistory;
    while (!history.complete) {
      asked.push(pageNumbers(history));
      history = step(history, farm);
    }
    expect(asked).toEqual([[1], [2, 3, 4, 5], [6, 7, 8, 9], [10]]);
  });

  it("may be empty", () => {
    const history = step(emptyHistory, new ListedFarm());
    expect(history).toMatchObject({ complete: true, total: 0 });
    expect(history.nodes.size).toBe(0);
  });
});

/** A step as the page takes it, five seconds after the last one. */
function later(history: TaskHistory, farm: ListedFarm): TaskHistory {
  clock += 5000;
  return step(history, farm);
}

describe("a long list", () => {
  const DAY_MS = 24 * 3_600_000;

  /** Tasks that ended, the newer half submitted within the last hours, and one that moves in the middle of them. */
  function longFarm(count: number): ListedFarm {
    clock = 100 * DAY_MS;
    const farm = new ListedFarm(PAGE_SIZE);
    for (let index = 0; index < count; index += 1) {
      if (index === count / 2) clock += 10 * DAY_MS;
      farm.act({ kind: "insert", moving: index === 100 });
    }
    return farm;
  }

  /** Steps until the change of the task at a place of the list is known. */
  function stepsUntilKnown(count: number, at: number): number {
    const farm = longFarm(count);
    let history = steps(emptyHistory, farm, 40);
    farm.act({ kind: "change", at });
    const changed = farm.tasks[at];
    let taken = 0;
    while (history.nodes.get(changed?.id ?? 0)?.task.doneFrames !== changed?.doneFrames && taken < 1000) {
      history = later(history, farm);
      taken += 1;
    }
    return taken;
  }

  it("is asked for its head and for few tasks by their ids", () => {
    const farm = longFarm(1000);
    let history = steps(emptyHistory, farm, 40);
    for (let taken = 0; taken < 20; taken += 1) {
      expect(planPages(history)).toEqual([{ pageNum: 1, pageSize: 20 }]);
      expect(planIds(history, new Set())).toHaveLength(31);
      history = later(history, farm);
    }
  });

  it("knows at the next step what is new, what moves and what stands at its head", () => {
    expect(stepsUntilKnown(1000, 5)).toBe(1);
    expect(stepsUntilKnown(1000, 1000 - 101)).toBe(1);
    const farm = longFarm(1000);
    const before = steps(emptyHistory, farm, 40);
    farm.act({ kind: "insert", moving: true });
    expect(later(before, farm).nodes.size).toBe(1001);
  });

  it("knows of a recent task in as many steps as 15 at a time take, and of any in as many as the rest takes", () => {
    expect(stepsUntilKnown(1000, 400)).toBeLessThanOrEqual(Math.ceil(500 / 15));
    expect(stepsUntilKnown(1000, 990)).toBeLessThanOrEqual(Math.ceil(1000 / 15));
    // Only recent ones, or only old ones, take the turns of the others.
    expect(stepsUntilKnown(500, 240)).toBeLessThanOrEqual(Math.ceil(500 / 15));
  });

  it("finds many new ones at once, though only some of them stand at its head", () => {
    const farm = longFarm(400);
    let history = steps(emptyHistory, farm, 40);
    for (let index = 0; index < 130; index += 1) farm.act({ kind: "insert", moving: true });
    for (let taken = 0; taken < 8; taken += 1) history = later(history, farm);
    expect([...history.nodes.keys()].toSorted((a, b) => b - a)).toEqual(farm.tasks.map(({ id }) => id));
  });
});

describe("a reading of the history", () => {
  it("keeps the node of what did not change and replaces the one that did", () => {
    const farm = farmWith(3);
    const before = steps(emptyHistory, farm, 2);
    farm.act({ kind: "change", at: 0 });
    const after = step(before, farm);
    const changed = farm.tasks[0]?.id;
    for (const [id, node] of after.nodes) expect(node === before.nodes.get(id)).toBe(id !== changed);
  });

  it("takes a task that is marked as deleted for gone, from whichever answer", () => {
    const farm = farmWith(3);
    const history = steps(emptyHistory, farm, 2);
    const [first] = farm.tasks;
    if (!first) throw new Error("no task");
    const after = readThese(history, [first.id], [{ ...first, deleted: true }], clock);
    expect(after.nodes.has(first.id)).toBe(false);
    expect(after.total).toBe(2);
    expect(history.nodes.has(first.id)).toBe(true);
  });

  it("counts unreadable rows by page and forgets them when the page is whole again", () => {
    const farm = farmWith(2);
    const odd = readOne(emptyHistory, { ...farm.page(1), malformed: 2 }, 1, 1);
    expect([...odd.malformed]).toEqual([[1, 2]]);
    expect(odd.complete).toBe(true);
    expect([...readOne(odd, farm.page(1), 1, 2).malformed]).toEqual([[1, 0]]);
  });

  it("does not put a layer that was asked by its id among the top-level tasks", () => {
    const layer = makeTask({ id: 2, parentId: 1 });
    const shell = makeTask({ id: 1, isShell: true, children: [layer] });
    const history = readThese(emptyHistory, [1], [shell], 1);
    expect([...readThese(history, [], [layer], 2).nodes.keys()]).toEqual([1]);
  });
});

describe("answers that come in another order than they were asked for in", () => {
  type Answer = { readonly kind: "list" | "ids" | "search"; readonly ids: readonly number[] };
  const IDS = [1, 2, 3, 4, 5, 6];
  const question: fc.Arbitrary<Answer> = fc.record({
    kind: fc.constantFrom("list" as const, "ids" as const, "search" as const),
    ids: fc.subarray(IDS),
  });
  const questions = fc.array(fc.record({ acts: fc.array(act, { maxLength: 4 }), question, at: fc.nat() }), {
    maxLength: 12,
  });

  it("leave of each task what the one asked for last has told", () => {
    fc.assert(
      fc.property(questions, (asked) => {
        const farm = farmWith(IDS.length);
        const answers = asked.map(({ acts, question: { kind, ids }, at }, index) => {
          for (const one of acts) farm.act(one);
          const askedMs = clock + 10 + index;
          const tasks = farm.tasks.filter(({ id }) => ids.includes(id));
          const page = { ...farm.page(1), rows: tasks };
          const read = (history: TaskHistory) => {
            if (kind === "list") return readOne(history, page, 1, askedMs);
            return kind === "ids"
              ? readThese(history, ids, tasks, askedMs)
              : mergeSearchResults(history, tasks, askedMs);
          };
          /** What the answer says of a task: a reading, nothing of it (null), or nothing at all. */
          const says = (id: number) =>
            tasks.find((task) => task.id === id) ?? (kind === "ids" && ids.includes(id) ? null : undefined);
          return { at, askedMs, read, says };
        });
        let history = emptyHistory;
        let come: typeof answers = [];
        for (const answer of answers.toSorted((a, b) => a.at - b.at)) {
          history = answer.read(history);
          come = [...come, answer].toSorted((a, b) => b.askedMs - a.askedMs);
          for (const id of IDS) {
            const last = come.find(({ says }) => says(id) !== undefined);
            const told = last?.says(id) ?? undefined;
            const age = told && last ? clock + 100 - last.askedMs : null;
            expect([history.nodes.get(id)?.task, ageOf(history, [id], clock + 100)]).toEqual([told, age]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leave the number of tasks as it was told last", () => {
    const farm = farmWith(6);
    const early = farm.page(1);
    const [first] = farm.tasks;
    if (!first) throw new Error("no task");
    const whole = readOne(emptyHistory, early, 1, 10);
    const without = readThese(whole, [first.id], [], 30);
    expect(readOne(without, early, 1, 20).total).toBe(5);
    expect(readOne(without, early, 1, 40).total).toBe(6);
  });
});

describe("two readings of a task", () => {
  it("are the same when every member is, children included", () => {
    const task = makeTask({ id: 1, children: [makeTask({ id: 2, doneFrames: 3 })] });
    expect(sameTask(task, structuredClone(task))).toBe(true);
    expect(sameTask(task, { ...task, sceneName: "other" })).toBe(false);
    expect(sameTask({ ...task, tags: ["a"] }, { ...task, tags: ["a"] })).toBe(true);
    expect(sameTask({ ...task, tags: ["a"] }, { ...task, tags: ["b"] })).toBe(false);
    expect(sameTask(task, { ...task, tags: ["a"] })).toBe(false);
    expect(sameTask(task, { ...task, children: [makeTask({ id: 2, doneFrames: 4 })] })).toBe(false);
    expect(sameTask(task, { ...task, children: [] })).toBe(false);
    expect(sameTask({ ...task, children: [] }, task)).toBe(false);
  });
});

describe("the age of tasks", () => {
  it("is that of the oldest reading, and unknown when one was never read", () => {
    const history = { ...emptyHistory, readTimes: withReading(withReading(neverRead, [1], 1000), [2], 4000) };
    expect(ageOf(history, [1, 2], 5000)).toBe(4000);
    expect(ageOf(history, [2], 5000)).toBe(1000);
    expect(ageOf(history, [1, 3], 5000)).toBeNull();
  });
});
