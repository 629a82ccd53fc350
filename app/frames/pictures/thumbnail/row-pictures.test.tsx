/** Small pictures in the frame table: the switch, what a row shows, and the large preview by keyboard and click. */
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http, type RequestHandler } from "msw";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { testFarm } from "../../../../mocks/farm/test-farm";
import { FRAME } from "../../../protocol/frames/frame-status";
import { picturesRefused } from "../../../queries/frames/frame-pictures";
import { setFrameStates } from "../../../test/frame-states";
import { renderApp } from "../../../test/render-app";
import { server } from "../../../test/server";
import { pictureLoader } from "../load/use-pictures";

const farmOptions = { tasks: 40 };
const { jobs } = testFarm(farmOptions).farm;
const taskId = jobs.find(({ sceneName }) => sceneName === "robot_s040_sh0110_fx_v003.ma")?.id ?? 0;

beforeEach(() => {
  // jsdom decodes no pictures and has no canvas: every picture is a plain grey.
  vi.stubGlobal("createImageBitmap", () => Promise.resolve({ close: () => undefined }));
  const data = new Uint8ClampedArray(128 * 72 * 4).fill(120);
  const context = { clearRect: () => undefined, drawImage: () => undefined, getImageData: () => ({ data }) };
  // Only where pixels are read: the strip goes without a canvas.
  const getContext = (_kind: string, options?: { willReadFrequently?: boolean }) =>
    options?.willReadFrequently ? context : null;
  Object.defineProperty(HTMLCanvasElement.prototype, "getContext", { configurable: true, value: getContext });
  localStorage.removeItem("renderdeck.row-pictures.1");
  window.dispatchEvent(new StorageEvent("storage", { key: null }));
});
afterEach(() => {
  picturesRefused.set(null);
  pictureLoader.retry();
});

/** The second frame has failed. */
const open = (search = "", overrides: RequestHandler[] = []) =>
  renderApp({
    url: `/tasks/${taskId}${search}`,
    farm: farmOptions,
    dialect: "current",
    prepare: (_, farm) => {
      setFrameStates(farm, taskId, [FRAME.done, FRAME.failed, FRAME.done, FRAME.done]);
      server.use(...overrides);
    },
  });
/** By selector: to compute the role of each element takes ten times as long. */
const find = (selector: string) =>
  waitFor(() => {
    const element = document.querySelector<HTMLElement>(selector);
    if (!element) throw new Error(`nothing is ${selector}`);
    return element;
  });
const row = (frame: number) => find(`[role=row][aria-label="Frame ${frame}"]`);
const picture = (frame: number) => find(`[role=row][aria-label="Frame ${frame}"] button[data-thumbnail]`);
const preview = (frame: number) => find(`section[aria-label="Picture of frame ${frame}"]`);
const noPreview = () =>
  waitFor(() => expect(document.querySelector("section[aria-label^='Picture of frame']")).toBeNull());
const toggleSwitch = () => find("[role=switch][aria-label='Pictures in the table']");
const query = () => new URLSearchParams(window.location.search);

describe("the switch", () => {
  test("shows pictures of done frames, is in the URL, and the next task has them too", async () => {
    const { user } = await open();
    const toggle = await toggleSwitch();
    await row(1);
    expect(toggle).toHaveAttribute("aria-checked", "false");
    expect(document.querySelector("[data-thumbnail]")).toBeNull();
    await user.click(toggle);
    expect(query().get("pictures")).toBe("on");
    await waitFor(async () =>
      expect((await picture(1)).querySelector("img")).toHaveAttribute("src", expect.stringMatching(/pictures\/0\?v=/)),
    );
    // Frame 2 has failed. Its room is there, and it says why it is empty.
    const failed = (await row(2)).querySelector("[data-thumbnail]");
    expect(failed).toHaveAttribute("title", "No picture: Failed");
    expect(within(await row(2)).queryByRole("button", { name: /^Picture/ })).not.toBeInTheDocument();
  });

  test("is remembered for the next task", async () => {
    const { user, unmount } = await open();
    await user.click(await toggleSwitch());
    await picture(1);
    unmount();
    await open();
    expect(await picture(1)).toBeVisible();
    expect(await toggleSwitch()).toHaveAttribute("aria-checked", "true");
  });

  test("follows the URL before what was shown last", async () => {
    const { user } = await open("?pictures=on");
    expect(await picture(1)).toBeVisible();
    await user.click(await toggleSwitch());
    expect(query().get("pictures")).toBe("off");
    await waitFor(() => expect(document.querySelector("[data-thumbnail]")).toBeNull());
  });

  test("is disabled with the reason where the farm gives no pictures, and the rows are as without them", async () => {
    await open("?pictures=on", [
      http.get("*/api/frames/:frame/pictures", () => HttpResponse.json({ pictures: [], refusal: "refused" })),
    ]);
    const toggle = await toggleSwitch();
    await waitFor(() => expect(toggle).toBeDisabled());
    expect(toggle).toHaveAttribute("title", "The farm refuses to hand out pictures");
    await row(1);
    expect(document.querySelector("[data-thumbnail]")).toBeNull();
  });
});

describe("the large preview", () => {
  test("opens by Space on a row, follows the arrow keys, and closes by Space or Escape", async () => {
    const { user } = await open("?pictures=on");
    (await row(3)).focus();
    await user.keyboard(" ");
    const panel = await preview(3);
    expect(await within(panel).findByRole("img", { name: "Picture of frame 3" })).toBeVisible();
    expect(panel).toHaveTextContent(/Frame 3 Finished · main · .*10\.60\.\d+\.\d+/);
    expect(await row(3)).toHaveAttribute("aria-selected", "false");
    await user.keyboard("{ArrowUp}");
    expect(await preview(2)).toHaveTextContent("No picture: Failed");
    expect(await row(2)).toHaveFocus();
    await user.keyboard(" ");
    await noPreview();
    await user.keyboard(" ");
    await preview(2);
    await user.keyboard("{Escape}");
    await noPreview();
    expect(window.location.pathname).toBe(`/tasks/${taskId}`);
    expect(await row(2)).toHaveFocus();
    await user.keyboard("{Control>} {/Control}");
    expect(await row(2)).toHaveAttribute("aria-selected", "true");
  });

  test("opens by a click on a picture, selects no row, and another click leads to another frame", async () => {
    const { user } = await open("?pictures=on");
    await user.click(await picture(3));
    expect(await preview(3)).toBeVisible();
    expect(await picture(3)).toHaveAttribute("aria-expanded", "true");
    expect(await row(3)).toHaveAttribute("aria-selected", "false");
    await user.click(await picture(4));
    await user.click(within(await preview(4)).getByRole("button", { name: "Close" }));
    await noPreview();
  });

  test("closes by Escape from the strip, too, before the selection is cleared", async () => {
    const { user } = await open("?pictures=on");
    (await row(4)).focus();
    await user.keyboard("{Control>} {/Control}");
    await user.click(await picture(3));
    await preview(3);
    (await find("[role=application]")).focus();
    await user.keyboard("{Escape}");
    await noPreview();
    expect(await row(4)).toHaveAttribute("aria-selected", "true");
    await user.keyboard("{Escape}");
    expect(await row(4)).toHaveAttribute("aria-selected", "false");
  });

  test("selects as before where the rows show no pictures", async () => {
    const { user } = await open("?pictures=off");
    (await row(3)).focus();
    await user.keyboard(" ");
    expect(await row(3)).toHaveAttribute("aria-selected", "true");
    await noPreview();
  });

  test("says why a picture cannot be shown", async () => {
    await open("?pictures=on&range=150", [
      http.get("*/api/frames/:frame/pictures/:index", () =>
        HttpResponse.json({ reason: "too-large" }, { status: 502 }),
      ),
    ]);
    const tooLarge = await picture(150);
    await waitFor(() => expect(tooLarge).toHaveAccessibleName("Picture of frame 150 · Too large"));
    tooLarge.click();
    expect(await preview(150)).toHaveTextContent("Too large");
  });
});

describe("the tiles of a task", () => {
  test("show the pictures of done tiles, one Tab stop for all, and arrow keys lead to the next", async () => {
    const tiledId = jobs.find(({ sceneName }) => sceneName === "庭院鸟瞰_黄昏_v007.max")?.id;
    const { user } = await renderApp({
      url: `/tasks/${tiledId}?pictures=on`,
      farm: farmOptions,
      dialect: "current",
    });
    await user.click(await screen.findByRole("button", { name: "Tiles" }));
    const tiles = await find("table[aria-label='Progress of tiles']");
    const pictures = await waitFor(() => {
      const found = [...tiles.querySelectorAll<HTMLElement>("button[data-thumbnail]")];
      expect(found.length).toBeGreaterThan(1);
      return found;
    });
    const done = within(tiles)
      .getAllByRole("row")
      .filter((element) => element.textContent?.includes("Finished"));
    expect(pictures).toHaveLength(done.length);
    await waitFor(() => expect(pictures[0]?.querySelector("img")).not.toBeNull());
    expect(pictures.map(({ tabIndex }) => tabIndex)).toEqual(pictures.map((_, index) => (index === 0 ? 0 : -1)));
    pictures[0]?.focus();
    await user.keyboard(" ");
    await waitFor(() => expect(pictures[0]).toHaveAttribute("aria-expanded", "true"));
    await user.keyboard("{ArrowDown}");
    expect(pictures[1]).toHaveFocus();
    expect(pictures[1]).toHaveAttribute("aria-expanded", "true");
    expect(pictures[1]).toHaveAttribute("tabindex", "0");
    await user.keyboard(" ");
    await noPreview();
    // Escape closes the preview alone, then the panel.
    await user.keyboard(" ");
    await waitFor(() => expect(pictures[1]).toHaveAttribute("aria-expanded", "true"));
    await user.keyboard("{Escape}");
    await noPreview();
    expect(tiles).toBeVisible();
  });
});
