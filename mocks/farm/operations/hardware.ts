/** Machine types and the choice of one for tasks (hardwareConfig/list and editTaskHardwareConfig, endpoints-current section 3). */

import type { FarmState } from "../state";
import { type Body, INVALID, ids, oneId, optionalIntegers, Refusal, text, UNKNOWN } from "../wire/request-body";
import { leavesOf } from "./task-writes";

const USUAL = 301;

const machines = [
  { id: USUAL, type: 1, model: "Default", ram: "64GB", gpuNum: null, notSupportCgId: [], status: 1 },
  { id: 302, type: 1, model: "28C", ram: "64GB", gpuNum: null, notSupportCgId: [], status: 1 },
  { id: 303, type: 1, model: "28C", ram: "128GB", gpuNum: null, notSupportCgId: [], status: 1 },
  { id: 401, type: 2, model: "1080Ti", ram: "64GB", gpuNum: "2*GPU", notSupportCgId: [2012, 2013], status: 0 },
  { id: 402, type: 2, model: "2080Ti", ram: "128GB", gpuNum: "2*GPU", notSupportCgId: [2012, 2013], status: 1 },
] as const;

export function hardwareConfigList(farm: FarmState, body: Body) {
  const asked = (optionalIntegers(body, "taskIds") ?? []).flatMap((id) => leavesOf(farm, id));
  const used = new Set(asked.map((leaf) => farm.hardware.get(leaf.id) ?? USUAL));
  return machines.map((machine) => ({ ...machine, platform: 2, current: used.has(machine.id) }));
}

/** One unknown task refuses all; a type that is off or does not run a task's software is invalid. */
export function editTaskHardwareConfig(farm: FarmState, body: Body) {
  const id = oneId(body, "hardwareConfigId");
  const machine = machines.find((one) => one.id === id);
  if (!machine) throw new Refusal(UNKNOWN);
  if (machine.status === 0 || text(body, "model") !== machine.model) throw new Refusal(INVALID);
  const leaves = ids(body, "taskIds").flatMap((taskId) => leavesOf(farm, taskId));
  const excluded: readonly number[] = machine.notSupportCgId;
  if (leaves.some(({ job }) => excluded.includes(job.cgId))) throw new Refusal(INVALID);
  for (const leaf of leaves) farm.hardware.set(leaf.id, machine.id);
  return null;
}
