/** A farm on a clock that a test moves by hand, read through the contract's own schemas. */
import * as z from "zod/mini";
import { endpoints, type OperationName, type ResponseOf } from "../../app/protocol/endpoints";
import { answer } from "./answer";
import { createFarm, type Farm, type FarmOptions, peekTask, type TaskPeek } from "./farm";

/** 2026-11-01T00:00:00Z */
const START = 1_793_491_200_000;

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
    const schema: (typeof endpoints)[Name]["response"] = endpoints[name].response;
    const parsed = z.safeParse(schema, data);
    if (!parsed.success) throw parsed.error;
    return parsed.data;
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
