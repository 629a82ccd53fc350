/** Cached pictures of frames from the production server, over connections that stay open. */
import { Agent, get } from "node:http";
import { frameAt } from "../../mocks/farm/engine/frames";
import { openWorld, type World } from "../world";
import type { Figure } from "./figure";
import { buildProduct } from "./production";
import { quantile } from "./quantile";

const CONNECTIONS = 16;
const PICTURES = 60;
const WARM_UP_MS = 1000;
const MEASURED_MS = 5000;
const DONE = 4;

/** Addresses of pictures of done frames. */
function addressesOf({ farm, origin }: World): string[] {
  for (const leaf of farm.leavesById.values()) {
    const done = Array.from({ length: leaf.plan.count }, (_, index) => index).filter(
      (index) => frameAt(leaf, index).status === DONE,
    );
    if (done.length >= PICTURES)
      return done.slice(0, PICTURES).map((index) => `${origin}/api/frames/${leaf.firstFrameId + index}/pictures/0?v=1`);
  }
  throw new Error(`No task has ${PICTURES} done frames`);
}

/** Bytes of the answer. Rejects unless it is a picture. */
const load = (address: string, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on("end", () => {
        if (response.statusCode === 200 && response.headers["content-type"] === "image/png") resolve(bytes);
        else reject(new Error(`${address} answered ${response.statusCode}`));
      });
    }).on("error", reject);
  });

async function loadFor(ms: number, addresses: readonly string[], agent: Agent) {
  const latencies: number[] = [];
  let bytes = 0;
  const startedMs = performance.now();
  const connection = async (first: number) => {
    for (let turn = first; performance.now() - startedMs < ms; turn += 1) {
      const sentMs = performance.now();
      const size = await load(addresses[turn % addresses.length] ?? "", agent);
      bytes += size;
      latencies.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => connection(index)));
  const seconds = (performance.now() - startedMs) / 1000;
  return { perSecond: latencies.length / seconds, p95Ms: quantile(latencies, 0.95), megabytes: bytes / 1e6 / seconds };
}

export async function bench(): Promise<readonly Figure[]> {
  await buildProduct();
  const world = await openWorld();
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  try {
    const addresses = addressesOf(world);
    await loadFor(WARM_UP_MS, addresses, agent);
    const { perSecond, p95Ms, megabytes } = await loadFor(MEASURED_MS, addresses, agent);
    return [
      { name: "cached pictures from the server", unit: "per s", reached: perSecond, bound: { atLeast: 1000 } },
      { name: "  of them, slowest twentieth", unit: "ms", reached: p95Ms },
      { name: "  bytes", unit: "MB/s", reached: megabytes },
    ];
  } finally {
    agent.destroy();
    await world.end();
  }
}
