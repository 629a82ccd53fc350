import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { addReservedId, removeReservedId, useReservedIds } from "./reserved-ids";

const reserved = (id: number) => ({ id, alias: `T${id}`, reservedMs: 1 });
const storedIds = () => renderHook(() => useReservedIds()).result.current.map(({ id }) => id);

it("keeps ids that another tab has reserved in the meantime", () => {
  addReservedId([reserved(1)]);
  localStorage.setItem("renderdeck.reserved.1", JSON.stringify([reserved(1), reserved(2)]));
  addReservedId([reserved(3)]);
  expect(storedIds()).toEqual([1, 2, 3]);
  localStorage.setItem("renderdeck.reserved.1", JSON.stringify([1, 2, 3, 4].map(reserved)));
  removeReservedId(1);
  expect(storedIds()).toEqual([2, 3, 4]);
});
