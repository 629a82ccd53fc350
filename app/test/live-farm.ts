/** The whole server in front of the demo farm, closed at the end of the test. */

import { onTestFinished } from "vitest";
import type { FarmOptions } from "../../mocks/farm/farm";
import { type LiveFarmOptions, openLiveFarm } from "./open-live-farm";

export async function startLiveFarm(
  farm: Partial<Omit<FarmOptions, "now">> = {},
  options: Omit<LiveFarmOptions, "farm"> = {},
) {
  const world = await openLiveFarm({ farm, ...options });
  onTestFinished(world.close);
  return world;
}
