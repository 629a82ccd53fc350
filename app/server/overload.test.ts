/** More viewers at once than the farm answers, through the whole server: nobody waits for a timeout. */
import { describe, expect, it } from "vitest";
import { startLiveFarm } from "../test/live-farm";

const VIEWERS = 300;

/** The statuses of one read per viewer, all sent at once, and whether each refusal says when to ask again. */
async function readAtOnce(bodyOf: (viewer: number) => object) {
  const { origin, faults, requests } = await startLiveFarm();
  await fetch(`${origin}/api/live/tasks?fresh=1`);
  faults.set("queryTaskFrames", { kind: "latency", ms: 300 });
  const answers = await Promise.all(
    Array.from({ length: VIEWERS }, (_, viewer) =>
      fetch(`${origin}/api/render/task/queryTaskFrames`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(bodyOf(viewer)),
      }),
    ),
  );
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.every(({ headers }) => headers.get("retry-after") === "2")).toBe(true);
  return {
    answered: answers.filter(({ status }) => status === 200).length,
    refused: refused.length,
    // The server reads frames of rendering tasks as well; this task is none.
    sent: requests.filter(({ name, bodyText }) => name === "queryTaskFrames" && /"taskId":1\b/.test(bodyText)).length,
  };
}

const page = { taskId: 1, pageNum: 1, pageSize: 10 };

describe(`${VIEWERS} viewers at once`, () => {
  it("who ask the same are answered with a few requests to the farm", async () => {
    const { answered, refused, sent } = await readAtOnce(() => page);
    expect([answered, refused]).toEqual([VIEWERS, 0]);
    expect(sent).toBeLessThan(20);
  });

  it("who ask different things are answered as far as the farm can, and the others refused at once", async () => {
    const { answered, refused, sent } = await readAtOnce((viewer) => ({ ...page, searchKeyword: `${viewer}` }));
    expect(answered + refused).toBe(VIEWERS);
    // Eight connections, and four times as many that wait.
    expect(answered).toBeGreaterThanOrEqual(40);
    expect(sent).toBe(answered);
  });
});
