import { expect, it } from "vitest";
import { readPreferences, setPreferences } from "./preferences";

it("changes one preference on top of what another tab just stored", () => {
  setPreferences({ theme: "light", density: "normal" });
  localStorage.setItem("renderdeck.preferences.1", JSON.stringify({ ...readPreferences(), theme: "dark" }));
  setPreferences({ density: "compact" });
  expect(readPreferences()).toMatchObject({ theme: "dark", density: "compact" });
});
