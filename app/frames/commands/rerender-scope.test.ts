import { describe, expect, it } from "vitest";
import { makeRow } from "../../test/make-frame";
import { framesInScope, type ListedScope, leftOutOfScope } from "./rerender-scope";

/** Two main frames and two composites in each of four states: the id is type × 100 + state × 10 + number. */
const rows = [5, 7].flatMap((typeCode) =>
  [2, 3, 4, 5].flatMap((statusCode) =>
    [0, 1].map((number) => makeRow({ id: typeCode * 100 + statusCode * 10 + number, typeCode, statusCode })),
  ),
);
const selected = new Set([520, 540, 550, 740, 750]);
const ids = (list: readonly { readonly frame: { readonly id: number } }[]) => list.map(({ frame }) => frame.id);

describe("a rerender", () => {
  it.each<[ListedScope, readonly number[], readonly number[]]>([
    [{ kind: "failed" }, [550, 551], [750, 751]],
    [{ kind: "state", state: 3 }, [530, 531], [730, 731]],
    // 520 renders already.
    [{ kind: "selected" }, [540, 550], [740, 750]],
  ])("of %j goes to frames that can be rendered again, and leaves out composites", (scope, targets, derived) => {
    expect(ids(framesInScope(scope, rows, selected))).toEqual(targets);
    expect(ids(leftOutOfScope(scope, rows, selected))).toEqual(derived);
  });

  it("leaves out the states that the farm has refused", () => {
    const refused = new Map([[3, { kind: "farm", code: 600, message: "", certainty: "not-sent" } as const]]);
    const stopped = new Set([530, 540]);
    expect(ids(framesInScope({ kind: "selected" }, rows, stopped, refused))).toEqual([540]);
    expect(ids(leftOutOfScope({ kind: "selected" }, rows, stopped, refused))).toEqual([530]);
    expect(framesInScope({ kind: "state", state: 3 }, rows, stopped, refused)).toEqual([]);
  });
});
