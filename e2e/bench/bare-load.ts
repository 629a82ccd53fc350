/** Loads all frames of a task through our proxy with a minimal client, to measure the transport alone. */
import { Pool } from "undici";
import { endpoints } from "../../app/protocol/endpoints";
import { FRAME_PAGE_SIZE } from "../../app/protocol/frames/frame-page-size";

export type BareLoad = {
  /** From the first request to the last response, ms. */
  readonly completeMs: number;
};

/** Requests `pages` pages of frames, `atOnce` at a time. Throws unless each response has status 200. */
export async function bareLoad(
  origin: string,
  taskId: number,
  { pages, atOnce }: { readonly pages: number; readonly atOnce: number },
): Promise<BareLoad> {
  const pool = new Pool(origin, { connections: atOnce });
  const queue = Array.from({ length: pages }, (_, index) => index + 1);
  const worker = async () => {
    for (let pageNum = queue.shift(); pageNum !== undefined; pageNum = queue.shift()) {
      const { statusCode, body } = await pool.request({
        path: endpoints.queryTaskFrames.path,
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ taskId, pageNum, pageSize: FRAME_PAGE_SIZE }),
      });
      await body.text();
      if (statusCode !== 200) throw new Error(`Page ${pageNum} was answered with HTTP ${statusCode}`);
    }
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  const completeMs = performance.now() - startedMs;
  await pool.close();
  return { completeMs };
}
