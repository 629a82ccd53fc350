/** `renderdeck frames`: the frames of a task or layer. */
import { frameCharge } from "../../protocol/charges";
import type { Frame } from "../../protocol/frames/frame";
import { FRAME_PAGE_SIZE } from "../../protocol/frames/frame-page-size";
import { countedState, frameStatus } from "../../protocol/frames/frame-status";
import { indexTasks, type TaskRef } from "../../protocol/tasks/task-index";
import { leavesOf, type TaskNode } from "../../protocol/tasks/task-tree";
import type { Page } from "../../protocol/wire/page";
import { readPage } from "../../protocol/wire/read-page";
import { asCommandError, loadAccount } from "../account";
import type { ApiClient } from "../api-client";
import type { CommandLine } from "../command-line";
import { CommandError, EXIT, type ExitCode } from "../exit-codes";
import { loadTasks } from "../load-tasks";
import { isoOf, money, type Output, table } from "../output";

/** A page of the frames of a leaf. Rejects with CallError. */
export const fetchFramePage = (
  client: Pick<ApiClient, "call">,
  leafId: number,
  pageNum: number,
  pageCount = 1,
): Promise<Page<Frame>> => {
  const request = { taskId: leafId, pageNum, pageSize: FRAME_PAGE_SIZE };
  return readPage<Frame>(() => client.call("queryTaskFrames", request), request, pageCount);
};

/** All frames of a leaf, each once. */
async function framesOf(client: ApiClient, leafId: number): Promise<readonly Frame[]> {
  const frames = new Map<number, Frame>();
  let pageCount = 1;
  for (let pageNum = 1; pageNum <= pageCount; pageNum += 1) {
    const page = await fetchFramePage(client, leafId, pageNum, pageCount).catch(asCommandError(client));
    for (const frame of page.rows) frames.set(frame.id, frame);
    pageCount = Math.max(pageCount, page.pageCount);
  }
  return [...frames.values()];
}

/** The tasks and layers with these ids. Throws CommandError if one is not there. */
export function refsOf(nodes: ReadonlyMap<number, TaskNode>, ids: readonly number[]): TaskRef[] {
  const index = indexTasks(nodes);
  return ids.map((id) => {
    const ref = index.get(id);
    if (ref) return ref;
    throw new CommandError(EXIT.failed, `There is no task ${id}.`, "renderdeck tasks --limit 0 lists all of them.");
  });
}

/** Lists the frames. */
export async function listFrames(client: ApiClient, line: CommandLine, output: Output): Promise<ExitCode> {
  const { currency, chargesHidden } = await loadAccount(client);
  const [ref] = refsOf(await loadTasks(client), line.ids);
  const leaves = ref ? leavesOf(ref.node) : [];
  const isListed = (frame: Frame) => !line.flags.has("failed") || countedState(frame.statusCode) === "failed";
  const listed: { readonly leaf: TaskNode; readonly frame: Frame }[] = [];
  for (const leaf of leaves)
    for (const frame of await framesOf(client, leaf.task.id)) if (isListed(frame)) listed.push({ leaf, frame });
  const chargeOf = (frame: Frame) => (chargesHidden ? null : frameCharge(frame));
  const chargeText = (charge: number | null) => (charge === null ? "–" : money(charge, currency));
  output.result({
    currency,
    frames: listed.map(({ leaf, frame }) => ({
      id: frame.id,
      task: leaf.task.id,
      layer: leaf.task.layerName,
      name: frame.name,
      state: frameStatus(frame.statusCode).name,
      seconds: frame.renderSeconds,
      charge: chargeOf(frame),
      resubmits: frame.resubmits,
      started: isoOf(frame.startedMs),
      ended: isoOf(frame.endedMs),
    })),
  });
  const rows = listed.map(({ leaf, frame }) => [
    String(leaf.task.id),
    frame.name,
    frameStatus(frame.statusCode).name,
    frame.renderSeconds === null ? "–" : `${Math.round(frame.renderSeconds)} s`,
    chargeText(chargeOf(frame)),
    leaf.task.layerName ?? "",
  ]);
  if (rows.length === 0) output.line("No frame matches.");
  else for (const text of table([["TASK", "FRAME", "STATE", "TIME", "CHARGE", "LAYER"], ...rows])) output.line(text);
  return EXIT.ok;
}
