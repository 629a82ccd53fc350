/** Environments of Maya for tests. */
import type { RenderEnvironment } from "../../../protocol/environments/environment";
import type { SeenEnvironments } from "../write/write-environments";

const MAYA = 2000;

export const makeEnvironment = (name: string, members: Partial<RenderEnvironment> = {}): RenderEnvironment => ({
  name,
  cgId: MAYA,
  cgName: "Maya",
  cgVersion: "2020",
  system: "linux",
  layerType: 0,
  isDefault: false,
  plugins: [],
  ...members,
});

/** A complete list of the environments of Maya. */
export const seenEnvironments = (
  atMs: number,
  environments: readonly RenderEnvironment[],
  members: Partial<SeenEnvironments> = {},
): SeenEnvironments => ({ cgId: MAYA, atMs, environments, isComplete: true, writes: [], ...members });
