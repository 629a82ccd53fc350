import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { renderApp } from "../test/render-app";
import { readPreferences, setPreferences } from "../ui/storage/preferences";
import { storageFailed } from "../ui/storage/storage-failure";
import { toggleMine, watches } from "../ui/storage/watches";
import { toast } from "../ui/toasts/toast";

const failWith = (name: string) => () => {
  throw new DOMException("no storage", name);
};
const notices = (title: RegExp) => screen.queryAllByText(title);

beforeEach(() => storageFailed.set(false));

describe("storage that cannot be written", () => {
  it.each([
    ["full", "QuotaExceededError", "en", /stores no more changes/],
    ["full", "QuotaExceededError", "zh", /不再保存更改/],
    ["forbidden", "SecurityError", "en", /stores no more changes/],
  ] as const)("when %s (%s, %s) is shown once, and values work in this tab", async (_, name, language, title) => {
    await renderApp({ preferences: { language } });
    await waitFor(() => expect(document.querySelector("[role=row]")).toBeInTheDocument());
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(failWith(name));
    if (name === "SecurityError") vi.spyOn(Storage.prototype, "getItem").mockImplementation(failWith(name));
    act(() => setPreferences({ density: "compact" }));
    await waitFor(() => expect(notices(title)).toHaveLength(1));
    act(() => setPreferences({ timeZone: "utc" }));
    act(() => toggleMine());
    expect(readPreferences()).toMatchObject({ density: "compact", timeZone: "utc" });
    expect(watches.get().mine).toBe(true);
    expect(notices(title)).toHaveLength(1);
    act(() => toggleMine());
  });

  it("is not told again after the notice was closed", async () => {
    const { user } = await renderApp();
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(failWith("QuotaExceededError"));
    act(() => setPreferences({ density: "compact" }));
    const strip = await screen.findByRole("region", { name: "Messages" });
    await user.click(await within(strip).findByRole("button", { name: /stores no more changes/ }));
    act(() => setPreferences({ density: "normal" }));
    // A toast after it, so that one of the second change would be there.
    await act(() => toast({ tone: "idle", title: "next" }));
    await screen.findByText("next");
    expect(notices(/stores no more changes/)).toEqual([]);
  });
});
