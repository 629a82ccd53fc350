import { expect, it } from "vitest";
import { mergeTasks } from "../../mirror/merge-poll";
import { makeTask } from "../../test/make-task";
import { openTeamApp } from "../../test/team-app";
import { createServedList } from "../live/served-list";
import { followSeen } from "./follow-seen";

const now = () => Date.UTC(2026, 10, 20, 9);

async function open({ isInCharge = true } = {}) {
  const { team, board } = await openTeamApp({ now });
  const list = createServedList();
  followSeen(list, { store: team, board, isInCharge: () => isInCharge, now });
  let readMs = 1000;
  return {
    board,
    fail: (failedFrames: number) => {
      readMs += 1000;
      list.set(mergeTasks(list.history(), [makeTask({ id: 7, failedFrames })], readMs));
    },
    see: async (failed: number) => {
      await team.setSeen(7, { failed, trouble: "failed" }, { by: { id: "", name: "Lin" }, nowMs: now() });
      await board.refresh();
    },
  };
}

it("an acknowledgement follows the failed frames down, and ends with one more", async () => {
  const { board, fail, see } = await open();
  fail(5);
  await see(5);
  fail(2);
  await expect.poll(() => board.seenOf(7)?.failed).toBe(2);
  fail(3);
  await expect.poll(() => board.seenOf(7)).toBeNull();
});

it("is followed by one instance alone", async () => {
  const { board, fail, see } = await open({ isInCharge: false });
  fail(5);
  await see(5);
  fail(2);
  await board.refresh();
  expect(board.seenOf(7)?.failed).toBe(5);
});
