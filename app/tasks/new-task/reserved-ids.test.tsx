import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { addReservedId, removeReservedId, useReservedIds } from "./reserved-ids";

const reserved = (id: number) => ({ id, alias: `T${id}`, reservedMs: 1 });
const kept = () => renderHook(() => useReservedIds()).result.current.map(({ id }) => id);

it("loses no id that another tab has reserved a moment ago", () => {
  addReservedId([reserved(1)]);
  localStorage.setItem("renderdeck.reserved.1", JSON.stringify([reserved(1), reserved(2)]));
  addReservedId([reserved(3)]);
  expect(kept()).toEqual([1, 2, 3]);
  localStorage.setItem("renderdeck.reserved.1", JSON.stringify([1, 2, 3, 4].map(reserved)));
  removeReservedId(1);
  expect(kept()).toEqual([2, 3, 4]);
});
