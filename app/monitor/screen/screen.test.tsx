import { expect, it } from "vitest";
import { changeScreen, readScreen, setSeen } from "./screen";

const notice = { by: "Lin", atMs: 1, failed: 2, trouble: "failed" } as const;

it("keeps what another screen of this browser has seen a moment ago", () => {
  setSeen(1, notice);
  localStorage.setItem("renderdeck.monitor.1", JSON.stringify({ ...readScreen(), seen: { 1: notice, 2: notice } }));
  setSeen(3, notice);
  changeScreen({ scale: 1.2 });
  expect(Object.keys(readScreen().seen)).toEqual(["1", "2", "3"]);
  localStorage.setItem("renderdeck.monitor.1", JSON.stringify({ ...readScreen(), seen: { 1: notice, 4: notice } }));
  setSeen(1, null);
  expect(Object.keys(readScreen().seen)).toEqual(["4"]);
});
