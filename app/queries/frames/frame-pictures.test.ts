/** Which pictures a page shows of a frame: from the whole server in front of the demo farm, and from answers of other kinds. */
import { afterEach, describe, expect, it } from "vitest";
import { frameAt } from "../../../mocks/farm/engine/frames";
import { flawOf, passesOfLeaf } from "../../../mocks/farm/pictures/picture-files";
import { FRAME } from "../../protocol/frames/frame-status";
import { startLiveFarm } from "../../test/live-farm";
import { openPage } from "../../test/open-page";
import { framePicturesQuery, type PicturedFrame, picturesRefused, pictureUrl } from "./frame-pictures";

afterEach(() => picturesRefused.set(null));

const done = (id: number, endedMs: number | null = 5): PicturedFrame => ({ id, statusCode: FRAME.done, endedMs });

/** A page, and a done frame with several pictures. */
async function open() {
  const world = await startLiveFarm({ tasks: 20 });
  const send = globalThis.fetch;
  const page = openPage((request) => {
    const { pathname, search } = new URL(request.url);
    return send(`${world.origin}${pathname}${search}`);
  });
  for (const leaf of world.farm.leavesById.values()) {
    const index = Array.from({ length: leaf.plan.count }, (_, one) => one).find(
      (one) => frameAt(leaf, one).status === FRAME.done && flawOf(leaf, one) === null,
    );
    if (index !== undefined && passesOfLeaf(leaf).length > 1)
      return { ...world, ...page, frame: done(leaf.firstFrameId + index) };
  }
  throw new Error("No leaf has a done frame");
}

describe("over the whole server", () => {
  it("a done frame has a picture a pass, each at its own address", async () => {
    const { client, frame, get } = await open();
    const { pictures, refusal } = await client.fetchQuery(framePicturesQuery(frame));
    expect(pictures.slice(0, 2)).toEqual([
      { index: 0, pass: "beauty" },
      { index: 1, pass: "depth" },
    ]);
    expect([refusal, picturesRefused.get()]).toEqual([null, null]);
    const types = await Promise.all(
      pictures.map(async ({ index }) => (await get(pictureUrl(frame, index) ?? "")).headers.get("content-type")),
    );
    expect(new Set(types)).toEqual(new Set(["image/png"]));
  });

  it("a farm that refuses them all is named", async () => {
    const { client, frame, faults } = await open();
    faults.set("loadingFrameThumbnail", { kind: "refuse", code: 605 });
    expect(await client.fetchQuery(framePicturesQuery(frame))).toEqual({ pictures: [], refusal: "refused" });
    expect(picturesRefused.get()).toBe("refused");
  });
});

describe("the address of a picture", () => {
  it("is another one after another run of the frame", () => {
    expect(pictureUrl(done(12, 77), 3)).toBe("/api/frames/12/pictures/3?v=77");
    expect(pictureUrl(done(12, null), 0)).toBe("/api/frames/12/pictures/0?v=0");
  });

  it("is none while the frame is not done", () => {
    for (const statusCode of [FRAME.rendering, FRAME.waiting, null])
      expect(pictureUrl({ ...done(12), statusCode }, 0)).toBeNull();
  });
});

describe("the list of pictures", () => {
  it("is read once for each run of a frame", async () => {
    const { client, asked } = openPage(() => Response.json({ pictures: [], refusal: null }));
    for (const frame of [done(1), done(1), done(1, 6), done(2)]) await client.fetchQuery(framePicturesQuery(frame));
    expect(asked).toEqual(["/api/frames/1/pictures?v=5", "/api/frames/1/pictures?v=6", "/api/frames/2/pictures?v=5"]);
  });

  it("is not asked for without a frame", async () => {
    const { client, asked } = openPage(() => Response.json({ pictures: [] }));
    expect(framePicturesQuery(null).enabled).toBe(false);
    expect(framePicturesQuery(done(1)).enabled).toBe(true);
    expect(await client.fetchQuery(framePicturesQuery(null))).toEqual({ pictures: [], refusal: null });
    expect(asked).toEqual([]);
  });

  it("names the pictures by their place; a pass that is no text is none", async () => {
    const body = { pictures: [{ index: 9, pass: "beauty" }, { pass: 3 }, {}, null, "x"], refusal: "refused" };
    const { client } = openPage(() => Response.json(body));
    expect(await client.fetchQuery(framePicturesQuery(done(1)))).toEqual({
      pictures: ["beauty", null, null, null, null].map((pass, index) => ({ index, pass })),
      refusal: "refused",
    });
    expect(picturesRefused.get()).toBe("refused");
  });

  it("knows the reasons of a refusal, and no others", async () => {
    const { client } = openPage(() => Response.json({ pictures: [], refusal: "because" }));
    picturesRefused.set("missing");
    expect((await client.fetchQuery(framePicturesQuery(done(1)))).refusal).toBeNull();
    expect(picturesRefused.get()).toBeNull();
  });

  it.each([
    ["no answer", () => Promise.reject(new TypeError("fetch failed")), { kind: "network" }],
    ["a problem", () => Response.json({ type: "x" }, { status: 502 }), { kind: "proxy", status: 502, problem: "x" }],
    ["no list", () => Response.json({ pictures: {} }), { kind: "shape" }],
    ["null", () => Response.json(null), { kind: "shape" }],
    ["a text", () => new Response("pictures"), { kind: "shape" }],
  ])("is a failure with %s, once, and says nothing of other frames", async (_, answer, failure) => {
    const { client, asked } = openPage(answer);
    await expect(client.fetchQuery({ ...framePicturesQuery(done(1)), retryDelay: 0 })).rejects.toMatchObject({
      operation: "loadingFrameThumbnail",
      failure: { ...failure, certainty: "not-sent" },
    });
    expect([asked.length, picturesRefused.get()]).toEqual([1, null]);
  });

  it("that is not needed any more is no failure", async () => {
    const { client } = openPage(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    );
    const { queryKey } = framePicturesQuery(done(1));
    const read = client.fetchQuery(framePicturesQuery(done(1)));
    await client.cancelQueries({ queryKey });
    await expect(read).rejects.toMatchObject({ revert: true });
    expect(client.getQueryState(queryKey)?.status).toBe("pending");
  });
});
