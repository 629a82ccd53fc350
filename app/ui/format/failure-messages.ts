/** Messages of a failure: what failed, whether anything was changed, and what to do. */
import { useTranslations } from "use-intl";
import { isFarmCode, NOT_FOUND, permissionRefusals, signatureRefusals } from "../../protocol/wire/envelope";
import type { Failure } from "../../protocol/wire/failure";

export type FailureMessages = { readonly title: string; readonly changed: string; readonly remedy: string };

/** Problem types of our proxy with their own message; others are described by the HTTP status. */
const describedProblems = [
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
type DescribedProblem = (typeof describedProblems)[number];

/** Temporary problems. Reads are retried, writes never, so writes get another remedy. */
const temporaryProblems: ReadonlySet<string> = new Set([
  "upstream-unreachable",
  "upstream-timeout",
  "upstream-bad-reply",
  "upstream-reset",
]);
const nameOf = ({ problem }: { problem: string }) => problem.split(":").at(-1) ?? "";
const isTemporary = (failure: Failure) =>
  failure.kind === "network" ||
  failure.kind === "shape" ||
  (failure.kind === "proxy" && temporaryProblems.has(nameOf(failure)));

const isDescribedProblem = (name: string): name is DescribedProblem =>
  describedProblems.some((problem) => problem === name);

/** Messages of a failure. `changed` is empty for reads, which change nothing. */
export function useFailureMessages() {
  const t = useTranslations("failure");
  return (failure: Failure, kind: "read" | "write"): FailureMessages => {
    const messages = messagesOf(failure);
    if (kind === "read") return { ...messages, changed: "" };
    if (failure.certainty === "unknown")
      return { ...messages, changed: t("changed.unknown"), remedy: t("remedy.look") };
    return {
      ...messages,
      changed: t("changed.nothing"),
      ...(isTemporary(failure) ? { remedy: t("remedy.unsent") } : {}),
    };
  };

  function messagesOf(failure: Failure): Omit<FailureMessages, "changed"> {
    switch (failure.kind) {
      case "network":
        return { title: t("network.title"), remedy: t("network.remedy") };
      case "proxy": {
        const name = nameOf(failure);
        if (isDescribedProblem(name)) return { title: t(`proxy.${name}.title`), remedy: t(`proxy.${name}.remedy`) };
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
