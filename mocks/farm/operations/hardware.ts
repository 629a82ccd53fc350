/** Machine types of the farm and of tasks (hardwareConfig/list and editTaskHardwareConfig, endpoints-current section 3). */

import { SOFTWARE } from "../engine/codes";
import type { FarmState } from "../state";
import {
  type Body,
  INVALID,
  Refusal,
  readId,
  readIds,
  readOptionalIntegers,
  readText,
  UNKNOWN,
} from "../wire/request-body";
import { leafAllows } from "./task-rules";
import { leavesOf } from "./task-writes";

const DEFAULT_MACHINE = 301;
/** cgId of a software that no job of the farm uses. */
const CLARISSE = 2013;

const machines = [
  { id: DEFAULT_MACHINE, type: 1, model: "Default", ram: "64GB", gpuNum: null, notSupportCgId: [], status: 1 },
  { id: 302, type: 1, model: "28C", ram: "64GB", gpuNum: null, notSupportCgId: [], status: 1 },
  { id: 303, type: 1, model: "28C", ram: "128GB", gpuNum: null, notSupportCgId: [], status: 1 },
  {
    id: 401,
    type: 2,
    model: "1080Ti",
    ram: "64GB",
    gpuNum: "2*GPU",
    notSupportCgId: [SOFTWARE.keyshot, CLARISSE],
    status: 0,
  },
  {
    id: 402,
    type: 2,
    model: "2080Ti",
    ram: "128GB",
    gpuNum: "2*GPU",
    notSupportCgId: [SOFTWARE.keyshot, CLARISSE],
    status: 1,
  },
] as const;

export function hardwareConfigList(farm: FarmState, body: Body) {
  const leaves = (readOptionalIntegers(body, "taskIds") ?? []).flatMap((id) => leavesOf(farm, id));
  const used = new Set(leaves.map((leaf) => farm.hardware.get(leaf.id) ?? DEFAULT_MACHINE));
  return machines.map((machine) => ({ ...machine, platform: 2, current: used.has(machine.id) }));
}

/** One unknown task refuses the request; a machine that is off, or that does not run the software of a task, is invalid. */
export function editTaskHardwareConfig(farm: FarmState, body: Body) {
  const id = readId(body, "hardwareConfigId");
  const machine = machines.find((one) => one.id === id);
  if (!machine) throw new Refusal(UNKNOWN);
  if (machine.status === 0 || readText(body, "model") !== machine.model) throw new Refusal(INVALID);
  const leaves = readIds(body, "taskIds").flatMap((taskId) => leavesOf(farm, taskId));
  const excluded: readonly number[] = machine.notSupportCgId;
  if (leaves.some(({ job }) => excluded.includes(job.cgId))) throw new Refusal(INVALID);
  for (const leaf of leaves)
    if (leafAllows(leaf, "change", farm.account.profile.businessType)) farm.hardware.set(leaf.id, machine.id);
  return null;
}
