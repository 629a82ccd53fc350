/** A farm on a clock that a test moves by hand, read through the contract's own schemas. */
import type * as z from "zod/mini";
import { endpoints, type OperationName, type ResponseOf } from "../../app/protocol/endpoints";
import { answer } from "./answer";
import { createFarm, type Farm, type FarmOptions, peekTask, type TaskPeek } from "./farm";

/** 2026-11-01T00:00:00Z */
const START = 1_793_491_200_000;

/** Response schemas by operation, the lazy ones loaded: a generic name keeps its own response type. */
const responses: { readonly [Name in OperationName]: { readonly response: z.ZodMiniType<ResponseOf<Name>> } } = {
  ...endpoints,
  showLog: { response: await endpoints.showLog.response() },
  hardwareConfigList: { response: await endpoints.hardwareConfigList.response() },
  taskRecord: { response: await endpoints.taskRecord.response() },
  getOutputUserDirFile: { response: await endpoints.getOutputUserDirFile.response() },
  loadTaskProcessImg: { response: await endpoints.loadTaskProcessImg.response() },
};

export type TestFarm = {
  readonly farm: Farm;
  readonly now: () => number;
  /** Lets seconds pass. */
  readonly pass: (seconds: number) => void;
  /** Only the code of the answer. */
  readonly code: (name: OperationName, body?: unknown) => number;
  /** The answer's data through the operation's schema; throws on a refusal. */
  readonly read: <Name extends OperationName>(name: Name, body?: unknown) => ResponseOf<Name>;
  /** The only leaf with this id, or of this plain task. */
  readonly leaf: (id: number) => TaskPeek;
};

export function testFarm(options: Partial<Omit<FarmOptions, "now">> = {}): TestFarm {
  let ms = START;
  const farm = createFarm({ seed: 7, now: () => ms, ...options });
  const read = <Name extends OperationName>(name: Name, body: unknown = {}): ResponseOf<Name> => {
    const { code, data } = answer(farm, name, body);
    if (code !== 200) throw new Error(`${name} was refused with ${code}`);
    return responses[name].response.parse(data);
  };
  return {
    farm,
    now: () => ms,
    pass: (seconds) => {
      ms += seconds * 1000;
    },
    code: (name, body = {}) => answer(farm, name, body).code,
    read,
    leaf(id) {
      const [leaf, another] = peekTask(farm, id);
      if (!leaf || another) throw new Error(`${id} is not one leaf`);
      return leaf;
    },
  };
}
