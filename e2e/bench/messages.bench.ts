/** The fingerprints of the last pages of 1,000 logs, as a page computes them while it reads the logs. */
import { messageOfLog } from "../../app/protocol/frames/log-message";
import type { Figure } from "./figure";
import { median } from "./quantile";

const LOGS = 1000;
const RUNS = 5;
/** Characters of a page of a log (endpoints-current section 3). */
const PAGE_LENGTH = 16_384;

/** A page with an error line in every tenth line, more than renderers print. */
function logPage(log: number): string {
  let page = "";
  for (let line = 0; page.length < PAGE_LENGTH; line += 1)
    page +=
      line % 10 === 9
        ? `00:0${line % 6}:${10 + (line % 50)}  ${7000 + log}MB ERROR   | [texture] /mnt/projects/tex/bark_${1001 + line}.tx: could not be read\n`
        : `[2026-11-12 10:00:${10 + (line % 50)}] sampling: ${line}.5% done, ${log}.${line} GB, ${line * 97} samples/s\n`;
  return page.slice(0, PAGE_LENGTH);
}

export async function bench(): Promise<readonly Figure[]> {
  const pages = Array.from({ length: LOGS }, (_, log) => logPage(log));
  const durations = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    const fingerprints = new Set(pages.map((page) => messageOfLog(page).fingerprint));
    if (fingerprints.size !== 1) throw new Error(`${fingerprints.size} messages instead of one`);
    return performance.now() - start;
  });
  return [
    { name: `fingerprints of ${LOGS} logs`, unit: "ms", reached: median(durations), bound: { atMost: 500 } },
    { name: "the slowest run", unit: "ms", reached: Math.max(...durations) },
  ];
}
