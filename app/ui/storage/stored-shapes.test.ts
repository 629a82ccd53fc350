// @vitest-environment jsdom
/** Every key that the page stores, with JSON of another shape: what cannot be read has its default, the rest is kept. */
import { beforeEach, describe, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
});

const modules = {
  "renderdeck.preferences.1": async () => (await import("./preferences")).readPreferences(),
  "renderdeck.watches.1": async () => (await import("./watches")).watches.get(),
  "renderdeck.views.1": async () => (await import("../../tasks/toolbar/saved-views")).readSavedViews(),
  "renderdeck.author.1": async () => (await import("./person-name")).readPersonName(),
  "renderdeck.monitor.1": async () => (await import("../../monitor/screen/screen")).readScreen(),
};
const keys = Object.entries(modules);

describe.each(keys)("%s", (key, read) => {
  it.each(["[1,2]", '"text"', "7", "true", "null", "[[]]", "{"])("has its default for %s", async (text) => {
    const standard = await read();
    vi.resetModules();
    localStorage.setItem(key, text);
    expect(await read()).toEqual(standard);
  });
});

it("keeps the members and elements that can be read", async () => {
  localStorage.setItem("renderdeck.preferences.1", '{"theme":"dark","density":7}');
  localStorage.setItem("renderdeck.watches.1", '{"ids":[1,"x",3],"mine":true}');
  localStorage.setItem("renderdeck.views.1", '[{"name":"mine","search":{"q":"a","x":1},"columns":null},{"name":""},7]');
  const seen = { by: "me", atMs: 1_793_491_200_000, failed: 2, trouble: "failed" };
  localStorage.setItem("renderdeck.monitor.1", JSON.stringify({ scale: 1.2, seen: { 1: seen, 2: { by: 3 } } }));
  const [preferences, watched, views, , screen] = await Promise.all(keys.map(([, read]) => read()));
  expect(preferences).toMatchObject({ theme: "dark", density: "normal" });
  expect(watched).toEqual({ ids: [1, 3], mine: true });
  expect(views).toMatchObject([{ name: "mine", search: { q: "a" }, pinned: false }]);
  expect(screen).toMatchObject({ scale: 1.2, seen: { 1: seen } });
});
