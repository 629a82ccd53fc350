/** What reads the farm of an account: its task list, and frames of rendering tasks where the budget of requests allows. */
import { createFrameWatch, type FrameWatch } from "../../mirror/frame-watch";
import type { Forwarder } from "../../proxy/upstream/forwarder";
import type { ServedList } from "../live/served-list";
import { type Collector, createCollector } from "./collector";
import { createFarmReader } from "./farm-reader";
import type { FarmTime } from "./farm-time";
import { createFrameSchedule, withFrames } from "./frame-schedule";
import { createRequestBudget } from "./request-budget";

/** The collector's share of the farm's capacity: what a dozen open pages used to send. */
const REQUESTS_PER_SECOND = 10;
const REQUEST_BURST = 20;
/** What of it reads frames. */
const FRAME_REQUESTS_PER_SECOND = 1;

export function openCollector(
  list: ServedList,
  {
    forward,
    farmTime,
    onError,
  }: {
    readonly forward: Forwarder["forward"];
    readonly farmTime: FarmTime;
    readonly onError: (error: unknown) => void;
  },
): { readonly collector: Collector; readonly frameWatch: FrameWatch } {
  const budget = createRequestBudget(REQUESTS_PER_SECOND, REQUEST_BURST);
  const budgetOfFrames = createRequestBudget(FRAME_REQUESTS_PER_SECOND, 1);
  const readerOf = (takeTurn: () => Promise<void>) => createFarmReader(forward, { takeTurn, clock: farmTime });
  const listCollector = createCollector({ list, reader: readerOf(budget.takeTurn), onError });
  const frameWatch = createFrameWatch({
    reader: readerOf(async () => {
      await budgetOfFrames.takeTurn();
      await budget.takeTurn();
    }),
    history: list.history,
    publish: listCollector.merge,
    farmNow: farmTime.now,
  });
  const isReady = () => list.history().isComplete && listCollector.state().failure === null;
  const schedule = createFrameSchedule({ watch: frameWatch, isReady, onError });
  return { collector: withFrames(listCollector, schedule), frameWatch };
}
