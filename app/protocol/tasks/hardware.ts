/** Hardware types (hardwareConfig/list, endpoints-current section 3), which can be set per task. */
import * as z from "zod/mini";
import { flag, integer, requiredId, rowsSchema, text, textOrEmpty } from "../wire/wire";

/** A hardware type as the farm sends it. */
export const hardwareSchema = z.object({
  id: requiredId,
  type: integer,
  model: textOrEmpty,
  ram: textOrEmpty,
  gpuNum: text,
  platform: integer,
  current: flag,
  notSupportCgId: z.optional(z.unknown()),
  status: flag,
});

export type HardwareKind = "cpu" | "gpu" | null;

/** A hardware type as the page uses it. */
export type Hardware = {
  readonly id: number;
  readonly kind: HardwareKind;
  /** "Default", "28C", "2080Ti" */
  readonly model: string;
  /** "64GB" */
  readonly ram: string;
  /** "2*GPU"; null: no GPU, or not sent. */
  readonly gpus: string | null;
  readonly platform: number | null;
  /** The requested tasks use it. */
  readonly isCurrent: boolean;
  /** Software (cgId) that does not run on it. */
  readonly excludedSoftware: readonly number[];
  readonly isAvailable: boolean;
};

const numbers = (value: unknown): number[] =>
  Array.isArray(value) ? value.map(Number).filter((number) => Number.isInteger(number)) : [];

function toHardware(wire: z.infer<typeof hardwareSchema>): Hardware {
  return {
    id: wire.id,
    kind: wire.type === 1 ? "cpu" : wire.type === 2 ? "gpu" : null,
    model: wire.model,
    ram: wire.ram,
    gpus: wire.gpuNum || null,
    platform: wire.platform,
    isCurrent: wire.current === true,
    excludedSoftware: numbers(wire.notSupportCgId),
    // A type without a status counts as available.
    isAvailable: wire.status !== false,
  };
}

/** Hardware types available to the account, or to the requested tasks. */
export const hardwareListSchema = rowsSchema<Hardware>(z.pipe(hardwareSchema, z.transform(toHardware)));
