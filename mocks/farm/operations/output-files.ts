/** The account's output as a tree (getOutputUserDirFile, endpoints-current section 3): a folder a task, a file a done frame. */

import { frameBlock, frameName } from "../engine/frame-plan";
import { DONE, frameAt } from "../engine/frames";
import type { Leaf } from "../engine/leaf";
import { chance } from "../engine/random";
import type { FarmState } from "../state";
import { type Body, oneId, optionalText, Refusal, UNKNOWN } from "../wire/request-body";
import { outputFolder } from "../wire/task-info";
import { leafOf } from "./task-queries";

const EIGHT_HOURS = 8 * 3_600_000;
const MEGABYTE = 1024 ** 2;

const written = (ms: number): string => new Date(ms + EIGHT_HOURS).toISOString().slice(0, 19).replace("T", " ");

function folder(path: string, modifiedMs: number, inArrears: boolean) {
  return {
    fileName: path.slice(path.lastIndexOf("/") + 1),
    fileSize: null,
    iconPath: "/img/file/folder.png",
    lastModify: written(modifiedMs),
    fileType: null,
    filePath: path,
    directory: true,
    isArrears: inArrears ? 1 : 0,
  };
}

const owes = (leaf: Leaf): boolean => leaf.status === 20;
const folderOf = (leaf: Leaf): string => `/${outputFolder(leaf).replaceAll("/", "_")}`;
const lastChange = (leaf: Leaf): number => leaf.completedAt ?? leaf.startedAt ?? leaf.job.submittedAt;

/** Files of the frames that are done; tiles leave none of their own, only the picture made of them does. */
function files(leaf: Leaf, under: string) {
  const scene = outputFolder(leaf).slice(String(leaf.id).length + 1);
  return Array.from({ length: leaf.plan.count }, (_, index) => index).flatMap((index) => {
    const frame = frameAt(leaf, index);
    if (frame.status !== DONE || frameBlock(leaf.plan, index) !== "") return [];
    const fileName = `${scene}_${frameName(leaf.plan, index).padStart(4, "0")}.exr`;
    return [
      {
        fileName,
        fileSize: Math.round((2 + chance(leaf.seed, index, 38) * 30) * MEGABYTE),
        iconPath: "/img/file/exr.png",
        lastModify: written(frame.endedAt),
        fileType: "exr",
        filePath: `${under}/${fileName}`,
        directory: false,
        isArrears: owes(leaf) ? 1 : 0,
      },
    ];
  });
}

/** What is in a task's folder: its files, or a folder for its layer with them. */
function inside(leaf: Leaf, rest: readonly string[]) {
  const top = folderOf(leaf);
  if (leaf.layerName === null && rest.length === 0) return files(leaf, top);
  if (leaf.layerName !== null && rest.length === 0)
    return [folder(`${top}/${leaf.layerName}`, lastChange(leaf), owes(leaf))];
  if (rest.length === 1 && rest[0] === leaf.layerName) return files(leaf, `${top}/${leaf.layerName}`);
  throw new Refusal(UNKNOWN);
}

const hasFiles = (leaf: Leaf): boolean => leaf.counts.done > 0 && !leaf.deleted && !leaf.job.deleted;

/** One folder. Of a task named by its id the folder itself, whatever the path; deleting a task takes its files. */
export function getOutputUserDirFile(farm: FarmState, body: Body) {
  if (body.has("taskId")) return inside(leafOf(farm, oneId(body, "taskId")), []);
  const [first, ...rest] = (optionalText(body, "treePath") ?? "/").split("/").filter((part) => part !== "");
  const leaves = [...farm.leavesById.values()].filter(hasFiles);
  if (first === undefined) return leaves.map((leaf) => folder(folderOf(leaf), lastChange(leaf), owes(leaf)));
  const leaf = leaves.find((one) => folderOf(one) === `/${first}`);
  if (!leaf) throw new Refusal(UNKNOWN);
  return inside(leaf, rest);
}
