import { act, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { createStore, hasSameMembers } from "./create-store";

describe("createStore", () => {
  it("calls listeners once for each different value", () => {
    const store = createStore(1);
    const listener = vi.fn<() => void>();
    store.subscribe(listener);
    store.set(2);
    store.set(2);
    expect(store.get()).toBe(2);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it("stops calling a listener that unsubscribed", () => {
    const store = createStore(1);
    const listener = vi.fn<() => void>();
    store.subscribe(listener)();
    store.set(2);
    expect(listener).not.toHaveBeenCalled();
  });

  it("keeps the value when isEqual says that nothing changed", () => {
    const first = { name: "a" };
    const store = createStore(first, { isEqual: hasSameMembers });
    store.set({ name: "a" });
    expect(store.get()).toBe(first);
  });

  it("connects with the first listener and disconnects with the last", () => {
    const disconnect = vi.fn<() => void>();
    const connect = vi.fn<() => () => void>(() => disconnect);
    const store = createStore(1, { connect });
    const leaveFirst = store.subscribe(() => undefined);
    const leaveSecond = store.subscribe(() => undefined);
    expect(connect).toHaveBeenCalledTimes(1);
    leaveFirst();
    expect(disconnect).not.toHaveBeenCalled();
    leaveSecond();
    expect(disconnect).toHaveBeenCalledTimes(1);
    store.subscribe(() => undefined);
    expect(connect).toHaveBeenCalledTimes(2);
  });

  it("renders a component again only when its part changes", () => {
    const store = createStore({ name: "a", count: 1 });
    const onRender = vi.fn<() => void>();
    function Name() {
      onRender();
      return <p>{store.use(({ name }) => name)}</p>;
    }
    render(<Name />);
    act(() => store.set({ name: "a", count: 2 }));
    expect(onRender).toHaveBeenCalledTimes(1);
    act(() => store.set({ name: "b", count: 2 }));
    expect(screen.getByText("b")).toBeInTheDocument();
    expect(onRender).toHaveBeenCalledTimes(2);
  });
});

describe("hasSameMembers", () => {
  it.each([
    [{ a: 1 }, { a: 1 }, true],
    [{ a: 1 }, { a: 2 }, false],
    [{ a: 1 }, {}, false],
    [{}, { a: undefined }, false],
    [{ a: undefined }, { b: undefined }, false],
  ])("compares %j with %j: %s", (a: object, b: object, same) => {
    expect(hasSameMembers(a, b)).toBe(same);
  });
});
