import { describe, expect, it, vi } from "vitest";
import { figuresOf, LIVE_FORMAT } from "../../mirror/live-tasks";
import { mergeTasks } from "../../mirror/merge-poll";
import type { Failure } from "../../protocol/wire/failure";
import { makeTask } from "../../test/make-task";
import { createServedList } from "../live/served-list";
import type { AccountWriter } from "../store/write/account-writer";
import type { FrameAttempt, PollWrite } from "../store/write/poll-write";
import { createPollRecorder } from "./record-polls";

type Outcome = Awaited<ReturnType<AccountWriter["write"]>>;

/** A recorder, the polls it writes, and a history that changes task by task. */
function setup(state: Exclude<Outcome["state"], "written"> = "buffered") {
  const polls: PollWrite[] = [];
  const writer = {
    write: async (poll: PollWrite): Promise<Outcome> => {
      polls.push(poll);
      return { state };
    },
  };
  const recordAttempts = vi.fn<(attempts: readonly FrameAttempt[], atMs: number) => void>();
  const recorder = createPollRecorder({ balance: () => 12.5, recordAttempts, now: () => 5000 });
  const list = createServedList();
  let failure: Failure | null = null;
  recorder.follow(list, (history) => ({
    format: LIVE_FORMAT,
    figures: figuresOf(history),
    collector: { state: "reading", failure, lastGoodReadMs: 1, paceMs: 5000, backlog: 0 },
  }));
  const onDeposed = vi.fn<() => void>();
  return {
    recorder,
    recordAttempts,
    writer,
    polls,
    onDeposed,
    lead: (writesAll = false) => recorder.lead(writer, { writesAll, onDeposed }),
    list,
    see: (id: number) => list.set(mergeTasks(list.history(), [makeTask({ id })], 1000 + id)),
    fail: () => {
      failure = { kind: "farm", code: 500, message: "", certainty: "not-sent" };
      list.set({ ...list.history() });
    },
  };
}
const idsOf = ({ changed }: PollWrite) => changed.map(({ task }) => task.id);

describe("the recorder", () => {
  it("writes nothing until it leads, and then each step under the list's revision", () => {
    const { lead, list, polls, see } = setup();
    see(1);
    list.begin("run", 40, list.history());
    lead();
    see(2);
    see(3);
    expect(polls.map(idsOf)).toEqual([[2], [3]]);
    expect(polls.map(({ revision }) => revision)).toEqual([41, 42]);
  });

  it("writes every task once, with its read time, when it does not know what is stored", () => {
    const { lead, polls, see, fail } = setup();
    see(1);
    lead(true);
    fail();
    see(2);
    see(3);
    expect(polls.map(idsOf)).toEqual([[], [1, 2], [3]]);
    expect(polls[1]?.reads).toEqual([
      { readMs: 1001, taskIds: ["1"] },
      { readMs: 1002, taskIds: ["2"] },
    ]);
  });

  it("notes a poll that failed, without totals", () => {
    const { lead, polls, fail } = setup();
    lead();
    fail();
    expect(polls).toHaveLength(1);
    expect(polls[0]).toMatchObject({ hasFailed: true, changed: [], reads: [] });
    expect(JSON.parse(polls[0]?.reading ?? "")).toMatchObject({ collector: { failure: { code: 500 } } });
  });

  it("writes nothing after it has lost the lead", () => {
    const { recorder, lead, polls, see } = setup();
    lead();
    recorder.lose();
    see(1);
    expect(polls).toEqual([]);
  });

  it("writes every task again after a poll that was refused", async () => {
    const { lead, polls, see } = setup("refused");
    lead();
    see(1);
    await Promise.resolve();
    await Promise.resolve();
    see(2);
    expect(polls.map(idsOf)).toEqual([[1], [1, 2]]);
  });

  it("stops when another writer has taken its place, and says so once", async () => {
    const { lead, onDeposed, polls, see } = setup("deposed");
    lead();
    see(1);
    await expect.poll(() => onDeposed.mock.calls.length).toBe(1);
    see(2);
    expect(polls).toHaveLength(1);
  });

  it("adds the runs of frames that were seen to the next poll only, and writes them at once when it does not lead", () => {
    const { recorder, recordAttempts, lead, polls, see } = setup();
    const attempt = {
      leafId: "1",
      frameId: "2",
      frameName: "2",
      startedMs: 1,
      endedMs: 2,
      node: "",
      statusCode: 4,
      renderSeconds: 1,
      accountCost: null,
      couponCost: null,
      arrears: null,
    };
    recorder.addAttempts([attempt]);
    expect(recordAttempts.mock.calls).toEqual([[[attempt], 5000]]);
    lead();
    recorder.addAttempts([attempt]);
    see(1);
    see(2);
    expect(polls.map(({ attempts }) => attempts)).toEqual([[attempt], []]);
    expect(recordAttempts).toHaveBeenCalledOnce();
  });

  it("has no totals of a list that is not complete", () => {
    const { lead, polls, see } = setup();
    lead();
    see(1);
    expect(polls[0]).not.toHaveProperty("farm");
  });
});
