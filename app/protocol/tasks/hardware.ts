/** Machine types (hardwareConfig/list, endpoints-current section 3) and how one is chosen for tasks. */
import * as z from "zod/mini";
import { flag, integer, requiredId, rowsSchema, text, textOrEmpty } from "../wire/wire";

/** A machine type as the farm writes it. */
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

/** A machine type in the page's terms. */
export type Hardware = {
  readonly id: number;
  readonly kind: HardwareKind;
  /** "Default", "28C", "2080Ti" */
  readonly model: string;
  /** "64GB" */
  readonly ram: string;
  /** "2*GPU"; null: none or not sent. */
  readonly gpus: string | null;
  readonly platform: number | null;
  /** Used by the requested tasks. */
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
    // A missing status does not make it unavailable.
    isAvailable: wire.status !== false,
  };
}

/** Machine types that an account, or the requested tasks, may use. */
export const hardwareListSchema = rowsSchema<Hardware>(z.pipe(hardwareSchema, z.transform(toHardware)));
