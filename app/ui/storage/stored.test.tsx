import { act, renderHook } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { createStored } from "./stored";

const numbers = z.catch(z.array(z.int()), []);
const parse = (raw: unknown): readonly number[] => numbers.parse(raw);

/** Another tab writes. */
const elsewhere = (key: string, text: string | null) => {
  if (text === null) localStorage.removeItem(key);
  else localStorage.setItem(key, text);
  window.dispatchEvent(new StorageEvent("storage", { key }));
};

describe("a stored value", () => {
  it("is read, shown and kept", () => {
    const stored = createStored("kept", parse);
    const { result } = renderHook(() => stored.use());
    expect(result.current).toEqual([]);
    act(() => stored.write([1, 2]));
    expect(result.current).toEqual([1, 2]);
    expect(createStored("kept", parse).read()).toEqual([1, 2]);
  });

  it("follows other tabs, also while nothing shows it", () => {
    const stored = createStored("followed", parse);
    stored.write([1]);
    elsewhere("followed", "[7]");
    expect(stored.read()).toEqual([7]);
    const { result } = renderHook(() => stored.use());
    act(() => elsewhere("followed", null));
    expect(result.current).toEqual([]);
    act(() => elsewhere("something else", "[8]"));
    expect(result.current).toEqual([]);
  });

  it("changes what is stored now, though the news of it is still on its way", () => {
    const stored = createStored("changed", parse);
    stored.write([1]);
    localStorage.setItem("changed", "[1,2]");
    stored.change((known) => [...known, 3]);
    expect(stored.read()).toEqual([1, 2, 3]);
  });

  it("falls back where it is damaged", () => {
    localStorage.setItem("damaged", "{not JSON");
    expect(createStored("damaged", parse).read()).toEqual([]);
    localStorage.setItem("damaged", '"a text"');
    expect(createStored("damaged", parse).read()).toEqual([]);
  });

  it("lasts as long as the page where nothing can be stored, also through changes", () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    const stored = createStored("full", parse);
    stored.write([1]);
    stored.change((known) => [...known, 2]);
    expect(stored.read()).toEqual([1, 2]);
  });
});
