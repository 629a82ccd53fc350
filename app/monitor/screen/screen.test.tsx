import { expect, it } from "vitest";
import { changeScreen, readScreen, setAcknowledgement } from "./screen";

const acknowledgement = { by: "Lin", atMs: 1, failed: 2, trouble: "failed" } as const;

it("keeps acknowledgements that another tab of this browser has just stored", () => {
  setAcknowledgement(1, acknowledgement);
  localStorage.setItem(
    "renderdeck.monitor.1",
    JSON.stringify({ ...readScreen(), seen: { 1: acknowledgement, 2: acknowledgement } }),
  );
  setAcknowledgement(3, acknowledgement);
  changeScreen({ scale: 1.2 });
  expect(Object.keys(readScreen().seen)).toEqual(["1", "2", "3"]);
  localStorage.setItem(
    "renderdeck.monitor.1",
    JSON.stringify({ ...readScreen(), seen: { 1: acknowledgement, 4: acknowledgement } }),
  );
  setAcknowledgement(1, null);
  expect(Object.keys(readScreen().seen)).toEqual(["4"]);
});
