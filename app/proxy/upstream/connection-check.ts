/** The connection test: asks the farm for one setting in each dialect, and says which of them works. It writes nothing. */
import { SUCCESS, signatureRefusals } from "../../protocol/wire/envelope";
import type { UpstreamConfig } from "../config";
import { Problem } from "../http/problem";
import type { DialectName } from "./dialect";
import { createForwarder } from "./forwarder";

/** A read without parameters and without personal data, whose path differs between the dialects. */
const CHECKED = "queryUserSetting";
const TIMEOUT_MS = 10_000;

export type DialectCheck = {
  readonly dialect: DialectName;
  /** "refused": the farm knows the operation and refuses the account. */
  readonly result: "works" | "refused" | "unknown-path" | "failed";
  readonly detail: string;
};

async function checkDialect(upstream: UpstreamConfig, dialect: DialectName): Promise<DialectCheck> {
  const forwarder = createForwarder({ ...upstream, dialect });
  try {
    const { code } = await forwarder.forward(CHECKED, {}, { maxRetries: 0, timeoutMs: TIMEOUT_MS });
    if (code === SUCCESS) return { dialect, result: "works", detail: "works" };
    const hint = signatureRefusals.has(code) ? ": check access ID, access key, domain and clock" : "";
    return { dialect, result: "refused", detail: `refused with code ${code}${hint}` };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.problem === "other-dialect") return { dialect, result: "unknown-path", detail: "does not work here" };
    return { dialect, result: "failed", detail: error.message };
  } finally {
    await forwarder.close();
  }
}

/** Checks the configured dialect first, then the other one. */
export async function checkConnection(upstream: UpstreamConfig): Promise<readonly DialectCheck[]> {
  const names: readonly DialectName[] = upstream.dialect === "2018" ? ["2018", "current"] : ["current", "2018"];
  const checks: DialectCheck[] = [];
  for (const name of names) checks.push(await checkDialect(upstream, name));
  return checks;
}

/** The result in lines for the console; `isUsable`: the configured dialect works. */
export function connectionReport(
  { protocol, domain, dialect }: Pick<UpstreamConfig, "protocol" | "domain" | "dialect">,
  checks: readonly DialectCheck[],
): { readonly lines: readonly string[]; readonly isUsable: boolean } {
  const working = checks.find(({ result }) => result === "works")?.dialect;
  const advice =
    working === dialect
      ? `RENDERBUS_DIALECT=${dialect} is right.`
      : working
        ? `Set RENDERBUS_DIALECT=${working}.`
        : "Neither dialect works: the reasons are above.";
  const lines = checks.map((check) => `  RENDERBUS_DIALECT=${check.dialect}: ${check.detail}`);
  return { lines: [`Connection test of ${protocol}://${domain}`, ...lines, advice], isUsable: working === dialect };
}
