/** What failed, whether anything was changed, and what to do, in words. */
import { useTranslations } from "use-intl";
import { isFarmCode, NOT_FOUND, permissionRefusals, signatureRefusals } from "../../protocol/wire/envelope";
import type { Failure } from "../../protocol/wire/failure";

export type FailureMessages = { readonly title: string; readonly changed: string; readonly remedy: string };

/** Our proxy's problem types that have words of their own; the rest is told by the HTTP status. */
const knownProblems = [
  "upstream-unreachable",
  "upstream-timeout",
  "upstream-bad-reply",
  "upstream-reset",
  "read-only",
  "body-too-large",
  "invalid-request",
  "cross-site",
  "upstream-too-large",
] as const;
type KnownProblem = (typeof knownProblems)[number];

/** What keeps a request from the farm for a while only. Reads are tried again, writes never: their remedy is another. */
const passing: ReadonlySet<string> = new Set([
  "upstream-unreachable",
  "upstream-timeout",
  "upstream-bad-reply",
  "upstream-reset",
]);
const nameOf = ({ problem }: { problem: string }) => problem.split(":").at(-1) ?? "";
const passes = (failure: Failure) =>
  failure.kind === "network" || failure.kind === "shape" || (failure.kind === "proxy" && passing.has(nameOf(failure)));

const isKnownProblem = (name: string): name is KnownProblem => knownProblems.some((known) => known === name);

/** Explains a failure. For reads `changed` is empty: there was nothing to change. */
export function useFailureMessages() {
  const t = useTranslations("failure");
  return (failure: Failure, kind: "read" | "write"): FailureMessages => {
    const words = wordsOf(failure);
    if (kind === "read") return { ...words, changed: "" };
    if (failure.certainty === "unknown") return { ...words, changed: t("changed.unknown"), remedy: t("remedy.look") };
    return { ...words, changed: t("changed.nothing"), ...(passes(failure) ? { remedy: t("remedy.unsent") } : {}) };
  };

  function wordsOf(failure: Failure): Omit<FailureMessages, "changed"> {
    switch (failure.kind) {
      case "network":
        return { title: t("network.title"), remedy: t("network.remedy") };
      case "proxy": {
        const name = nameOf(failure);
        if (isKnownProblem(name)) return { title: t(`proxy.${name}.title`), remedy: t(`proxy.${name}.remedy`) };
        return {
          title: t("proxy.other.title", { status: failure.status }),
          remedy: failure.detail || t("proxy.other.remedy"),
        };
      }
      case "farm": {
        const { code } = failure;
        const words = isFarmCode(code) && code !== 200 ? t(`farm.${code}`) : t("farm.other");
        return { title: t("farm.title", { code, words }), remedy: farmRemedy(code) };
      }
      case "shape":
        return { title: t("shape.title"), remedy: t("shape.remedy") };
    }
  }

  function farmRemedy(code: number): string {
    if (signatureRefusals.has(code)) return t("remedy.signature");
    if (permissionRefusals.has(code)) return t("remedy.permission");
    if (code === NOT_FOUND || code === 700) return t("remedy.gone");
    return t("remedy.other");
  }
}
