/** What failed, whether anything was changed, and what to do, in words. */
import { useTranslations } from "use-intl";
import { isFarmCode } from "../protocol/envelope";
import type { Failure } from "../protocol/failure";

export type FailureWords = { readonly title: string; readonly changed: string; readonly remedy: string };

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
const isKnownProblem = (name: string): name is KnownProblem => knownProblems.some((known) => known === name);

/** Explains a failure. For reads `changed` is empty: there was nothing to change. */
export function useFailureWords() {
  const t = useTranslations("failure");
  return (failure: Failure, kind: "read" | "write"): FailureWords => {
    const changed = kind === "read" ? "" : failure.outcome === "unknown" ? t("changed.unknown") : t("changed.nothing");
    switch (failure.kind) {
      case "network":
        return { title: t("network.title"), changed, remedy: t("network.remedy") };
      case "proxy": {
        const name = failure.problem.split(":").at(-1) ?? "";
        if (isKnownProblem(name))
          return { title: t(`proxy.${name}.title`), changed, remedy: t(`proxy.${name}.remedy`) };
        return {
          title: t("proxy.other.title", { status: failure.status }),
          changed,
          remedy: failure.detail || t("proxy.other.remedy"),
        };
      }
      case "farm": {
        const { code } = failure;
        const words = isFarmCode(code) && code !== 200 ? t(`farm.${code}`) : t("farm.other");
        return { title: t("farm.title", { code, words }), changed, remedy: farmRemedy(code) };
      }
      case "shape":
        return { title: t("shape.title"), changed, remedy: t("shape.remedy") };
    }
  };

  function farmRemedy(code: number): string {
    if (code === 610 || code === 611) return t("remedy.signature");
    if (code === 403 || code === 605 || code === 602) return t("remedy.permission");
    if (code === 404 || code === 700) return t("remedy.gone");
    return t("remedy.other");
  }
}
