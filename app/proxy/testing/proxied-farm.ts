/** A fake farm with a proxy in front, both closed at the end of the test. */
import { onTestFinished } from "vitest";
import { type FakeFarm, type Responder, startFakeFarm } from "./fake-farm";
import { startTestProxy, type TestOptions, type TestProxy } from "./test-proxy";

export async function startProxiedFarm(
  respond?: Responder,
  options?: TestOptions,
): Promise<{ farm: FakeFarm; proxy: TestProxy }> {
  const farm = await startFakeFarm(respond);
  onTestFinished(farm.close);
  const proxy = await startTestProxy(farm.port, options);
  onTestFinished(proxy.close);
  return { farm, proxy };
}
