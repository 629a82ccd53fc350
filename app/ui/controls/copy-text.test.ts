// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";
import { copyText } from "./copy-text";

afterEach(() => {
  Reflect.deleteProperty(document, "execCommand");
  vi.unstubAllGlobals();
});

/** A page on plain http has no clipboard; its older command sends a copy event. */
function onPlainHttp(isAllowed: boolean) {
  const written: string[] = [];
  vi.stubGlobal("navigator", {});
  Reflect.set(document, "execCommand", (command: string) => {
    const event = new Event("copy", { cancelable: true });
    Reflect.set(event, "clipboardData", { setData: (_type: string, text: string) => written.push(text) });
    return isAllowed && command === "copy" && !document.dispatchEvent(event);
  });
  return written;
}

it("copies without a clipboard where the browser allows the older command", async () => {
  const written = onPlainHttp(true);
  expect(await copyText("19084")).toBe(true);
  expect(written).toEqual(["19084"]);
});

it("says that it did not copy where the browser refuses", async () => {
  expect([await copyText("x"), onPlainHttp(false)]).toEqual([false, []]);
  expect(await copyText("x")).toBe(false);
});
