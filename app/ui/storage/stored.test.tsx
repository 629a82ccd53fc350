import { act, renderHook } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { storageFailed } from "./storage-failure";
import { createStored } from "./stored";

const numbers = z.catch(z.array(z.int()), []);
const parse = (raw: unknown): readonly number[] => numbers.parse(raw);

/** Another tab writes. */
const elsewhere = (key: string, text: string | null) => {
  if (text === null) localStorage.removeItem(key);
  else localStorage.setItem(key, text);
  window.dispatchEvent(new StorageEvent("storage", { key }));
};

describe("createStored", () => {
  it("returns, renders and persists the value that was set", () => {
    const stored = createStored("kept", parse);
    const { result } = renderHook(() => stored.use());
    expect(result.current).toEqual([]);
    act(() => stored.set([1, 2]));
    expect(result.current).toEqual([1, 2]);
    expect(createStored("kept", parse).get()).toEqual([1, 2]);
  });

  it("follows changes of other tabs, also while no component shows the value", () => {
    const stored = createStored("followed", parse);
    stored.set([1]);
    elsewhere("followed", "[7]");
    expect(stored.get()).toEqual([7]);
    const { result } = renderHook(() => stored.use());
    act(() => elsewhere("followed", null));
    expect(result.current).toEqual([]);
    act(() => elsewhere("something else", "[8]"));
    expect(result.current).toEqual([]);
  });

  it("updates the value stored by another tab before its event arrives", () => {
    const stored = createStored("changed", parse);
    stored.set([1]);
    localStorage.setItem("changed", "[1,2]");
    stored.update((list) => [...list, 3]);
    expect(stored.get()).toEqual([1, 2, 3]);
  });

  it("falls back to the parsed default when the stored text is damaged", () => {
    localStorage.setItem("damaged", "{not JSON");
    expect(createStored("damaged", parse).get()).toEqual([]);
    localStorage.setItem("damaged", '"a text"');
    expect(createStored("damaged", parse).get()).toEqual([]);
  });

  it("keeps the value in memory when storage fails, also through updates", () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    const stored = createStored("full", parse);
    stored.set([1]);
    stored.update((list) => [...list, 2]);
    expect(stored.get()).toEqual([1, 2]);
    expect(storageFailed.get()).toBe(true);
  });

  it("keeps a value that could not be written when another tab writes, until it can be written", () => {
    const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    const stored = createStored("kept over others", parse);
    stored.set([1]);
    full.mockRestore();
    elsewhere("kept over others", "[7]");
    expect(stored.get()).toEqual([1]);
    expect(localStorage.getItem("kept over others")).toBe("[7]");
    stored.update((list) => [...list, 2]);
    expect(localStorage.getItem("kept over others")).toBe("[1,2]");
    elsewhere("kept over others", "[8]");
    expect(stored.get()).toEqual([8]);
  });
});
