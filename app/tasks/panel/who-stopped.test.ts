import { describe, expect, it } from "vitest";
import type { RecordedAction } from "../../mirror/recorded-actions";
import type { TaskRecord } from "../../protocol/tasks/task-record";
import { makeNode, makeShell } from "../../test/make-task";
import { isStoppedByUser, lastStop, namesOf, stopInActions, stopInRecord } from "./who-stopped";

const entry = (members: Partial<TaskRecord>): TaskRecord => ({
  userName: "wang_lei",
  userId: 1,
  button: "",
  tasks: ["2W7"],
  atMs: 1000,
  details: null,
  source: null,
  channel: null,
  ip: null,
  operation: "stopTask",
  request: null,
  ...members,
});
const names = new Set(["7", "2W7"]);
const action = (operation: string, atMs: number, outcome = "accepted", by = ""): RecordedAction => ({
  id: `${atMs}`,
  atMs,
  operation,
  outcome,
  code: 200,
  by,
  isUndo: false,
});
const isAsked = (statusCode: number, stopType: number | null = null) =>
  isStoppedByUser(makeNode({ id: 7, statusCode, stopType }));

describe("who stopped a task", () => {
  it("is the user of the newest entry that names it, by id or by alias", () => {
    expect(stopInRecord([entry({ tasks: ["2W8"] }), entry({ atMs: 900 })], names)).toEqual({
      user: "wang_lei",
      atMs: 900,
    });
    expect(stopInRecord([entry({ tasks: ["7"], operation: null, button: "btn_stop" })], names)?.user).toBe("wang_lei");
  });

  it("is not known when the task was started after the last stop", () => {
    for (const operation of ["startTask", "recommitTasks", "restartFrame", "fullSpeedRendering"])
      expect(stopInRecord([entry({ operation, atMs: 2000 }), entry({})], names)).toBeUndefined();
    expect(stopInRecord([entry({ operation: "addTaskLabel", atMs: 2000 }), entry({})], names)?.atMs).toBe(1000);
  });

  it("is not known without an entry, a time or a name", () => {
    expect(stopInRecord([entry({ tasks: ["2W77"] }), entry({ atMs: null })], names)).toBeNull();
    expect(stopInRecord([entry({ userName: "" })], names)).toBeUndefined();
  });

  it("is Renderdeck without a person when only our server knows", () => {
    expect(stopInActions([action("stopTask", 5), action("addTaskLabel", 9)])).toEqual({ user: null, atMs: 5 });
    expect(stopInActions([action("startTask", 9), action("stopTask", 5)])).toBeNull();
    expect(stopInActions([action("stopTask", 5, "refused"), action("stopTask", 6, "unknown")])).toBeNull();
  });

  it("is the person of the audit, and without one the user of the record", () => {
    const audit = stopInActions([action("stopTask", 5000, "accepted", "Anna")]);
    expect(audit).toEqual({ user: "Anna", atMs: 5000 });
    expect(lastStop(audit, { user: "account", atMs: 6000 })).toEqual(audit);
    expect(lastStop(audit, null)).toEqual(audit);
    expect(lastStop({ user: null, atMs: 5000 }, { user: "account", atMs: 6000 })?.user).toBe("account");
    expect(lastStop(null, { user: "account", atMs: 6000 })?.user).toBe("account");
    expect(lastStop({ user: null, atMs: 5000 }, null)?.user).toBeNull();
    expect(lastStop(null, null)).toBeUndefined();
  });

  it("is the user of a later stop outside of Renderdeck, and nobody where the record has a later start", () => {
    const audit = { user: "Anna", atMs: 5000 };
    expect(lastStop(audit, { user: "account", atMs: 500_000 })?.user).toBe("account");
    expect(lastStop(audit, undefined)).toBeUndefined();
  });

  it("is asked for stopped tasks only, and not where the farm names another reason", () => {
    expect([isAsked(10), isAsked(15), isAsked(15, 1), isAsked(10, 5)]).toEqual([true, true, true, true]);
    expect([isAsked(5), isAsked(25), isAsked(20), isAsked(10, 2), isAsked(10, 3), isAsked(10, 10)]).toEqual(
      Array.from({ length: 6 }, () => false),
    );
  });

  it("may be recorded for the task, a layer of it, or the task above", () => {
    const shell = makeShell({ id: 1, alias: "2W1" }, [
      { id: 2, alias: "2W2" },
      { id: 3, alias: "" },
    ]);
    expect(namesOf(shell, shell)).toEqual(new Set(["1", "2W1", "2", "2W2", "3"]));
    const [layer] = shell.children;
    expect(layer && namesOf(layer, shell)).toEqual(new Set(["1", "2W1", "2", "2W2"]));
  });
});
