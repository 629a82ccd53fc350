import { expect, it } from "vitest";
import { readPreferences, setPreferences } from "./preferences";

it("changes what another tab has stored a moment ago, and nothing else of it", () => {
  setPreferences({ theme: "light", density: "normal" });
  localStorage.setItem("renderdeck.preferences.1", JSON.stringify({ ...readPreferences(), theme: "dark" }));
  setPreferences({ density: "compact" });
  expect(readPreferences()).toMatchObject({ theme: "dark", density: "compact" });
});
