/** Output files (getOutputUserDirFile, endpoints-current section 3): one folder per task, one file per done frame. */

import { FRAME, TASK } from "../engine/codes";
import { frameBlock, frameName } from "../engine/frame-plan";
import { frameAt } from "../engine/frames";
import type { Leaf } from "../engine/leaf";
import { chance } from "../engine/random";
import type { FarmState } from "../state";
import { formatFarmTime } from "../wire/farm-time";
import { type Body, Refusal, readId, readOptionalText, UNKNOWN } from "../wire/request-body";
import { outputFolder } from "../wire/task-info";
import { findLeaf } from "./task-queries";

const MEGABYTE = 1024 ** 2;

function folderEntry(path: string, modifiedMs: number, inArrears: boolean) {
  return {
    fileName: path.slice(path.lastIndexOf("/") + 1),
    fileSize: null,
    iconPath: "/img/file/folder.png",
    lastModify: formatFarmTime(modifiedMs),
    fileType: null,
    filePath: path,
    directory: true,
    isArrears: inArrears ? 1 : 0,
  };
}

const hasArrears = (leaf: Leaf): boolean => leaf.status === TASK.arrearsStopped;
const folderOf = (leaf: Leaf): string => `/${outputFolder(leaf).replaceAll("/", "_")}`;
const lastChange = (leaf: Leaf): number => leaf.completedAt ?? leaf.startedAt ?? leaf.job.submittedAt;

/** Files of the done frames; a tile has no file, only the composite of all tiles has one. */
function filesOf(leaf: Leaf, under: string) {
  const scene = outputFolder(leaf).slice(String(leaf.id).length + 1);
  return Array.from({ length: leaf.plan.count }, (_, index) => index).flatMap((index) => {
    const frame = frameAt(leaf, index);
    if (frame.status !== FRAME.done || frameBlock(leaf.plan, index) !== "") return [];
    const fileName = `${scene}_${frameName(leaf.plan, index).padStart(4, "0")}.exr`;
    return [
      {
        fileName,
        fileSize: Math.round((2 + chance(leaf.seed, index, 38) * 30) * MEGABYTE),
        iconPath: "/img/file/exr.png",
        lastModify: formatFarmTime(frame.endedAt),
        fileType: "exr",
        filePath: `${under}/${fileName}`,
        directory: false,
        isArrears: hasArrears(leaf) ? 1 : 0,
      },
    ];
  });
}

/** The content of a task folder: the files, or the folder of its layer. `rest` is the path below the task folder. */
function listFolder(leaf: Leaf, rest: readonly string[]) {
  const top = folderOf(leaf);
  if (leaf.layerName === null && rest.length === 0) return filesOf(leaf, top);
  if (leaf.layerName !== null && rest.length === 0)
    return [folderEntry(`${top}/${leaf.layerName}`, lastChange(leaf), hasArrears(leaf))];
  if (rest.length === 1 && rest[0] === leaf.layerName) return filesOf(leaf, `${top}/${leaf.layerName}`);
  throw new Refusal(UNKNOWN);
}

const hasFiles = (leaf: Leaf): boolean => leaf.counts.done > 0 && !leaf.deleted && !leaf.job.deleted;

/** The content of one folder. A request with a task id gets the folder of that task and its path is ignored. */
export function getOutputUserDirFile(farm: FarmState, body: Body) {
  if (body.has("taskId")) return listFolder(findLeaf(farm, readId(body, "taskId")), []);
  const [first, ...rest] = (readOptionalText(body, "treePath") ?? "/").split("/").filter((part) => part !== "");
  const leaves = [...farm.leavesById.values()].filter(hasFiles);
  if (first === undefined) return leaves.map((leaf) => folderEntry(folderOf(leaf), lastChange(leaf), hasArrears(leaf)));
  const leaf = leaves.find((one) => folderOf(one) === `/${first}`);
  if (!leaf) throw new Refusal(UNKNOWN);
  return listFolder(leaf, rest);
}
