import { renderHook } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { useScrollMemory } from "./scroll-memory";

beforeEach(() => sessionStorage.clear());

/** A scroller that cannot scroll beyond its content, as in a browser. */
function scrollerOf(height: () => number) {
  const element = document.createElement("div");
  let top = 0;
  Object.defineProperty(element, "scrollTop", {
    get: () => top,
    set: (next: number) => {
      top = Math.min(next, height());
      element.dispatchEvent(new Event("scroll"));
    },
  });
  return { current: element };
}

function open(key: string | null, height = 1000) {
  let content = height;
  const scroller = scrollerOf(() => content);
  const hook = renderHook(() => useScrollMemory(scroller, key));
  return {
    element: scroller.current,
    grow: (size: number) => {
      content = size;
      hook.rerender();
    },
    close: hook.unmount,
  };
}

it("opens a list where it was left, another one at its start", () => {
  const first = open("tasks a");
  first.element.scrollTop = 300;
  first.close();
  expect(open("tasks a").element.scrollTop).toBe(300);
  expect(open("tasks b").element.scrollTop).toBe(0);
});

it("waits until the list has grown to the place, unless the user scrolls", () => {
  const first = open("tasks");
  first.element.scrollTop = 800;
  first.close();
  const loading = open("tasks", 100);
  expect(loading.element.scrollTop).toBe(100);
  loading.grow(900);
  expect(loading.element.scrollTop).toBe(800);
  loading.close();

  const taken = open("tasks", 100);
  taken.element.dispatchEvent(new Event("wheel"));
  taken.grow(900);
  expect(taken.element.scrollTop).toBe(100);
});

it("keeps the place when the page ends, and starts with damaged storage", () => {
  const first = open("tasks");
  first.element.scrollTop = 200;
  window.dispatchEvent(new Event("pagehide"));
  expect(open("tasks").element.scrollTop).toBe(200);
  for (const text of ["[1]", "{", '{"tasks":"x"}', "7"]) {
    sessionStorage.setItem("renderdeck.scroll.1", text);
    expect(open("tasks").element.scrollTop).toBe(0);
  }
});
