/** Messages of a failure: what failed, whether anything was changed, and what to do. */
import { useTranslations } from "use-intl";
import { requestPart } from "../../i18n/messages";
import type { Failure } from "../../protocol/wire/failure";
import { isRefusalCode, nextStepOf } from "../../protocol/wire/refusals";

export type FailureMessages = {
  readonly title: string;
  /** Why, in few words without a stop, for a summary of several requests. */
  readonly reason: string;
  readonly changed: string;
  readonly remedy: string;
};

/** All of it in one text, for a toast, a field or a tooltip. `asked`: what was requested, in the words of its button. */
export function useFailureLine() {
  const t = useTranslations("failure");
  const messagesOf = useFailureMessages();
  return (failure: Failure, kind: "read" | "write", asked: string): string => {
    const { title, changed, remedy } = messagesOf(failure, kind);
    return [title, t("asked", { what: asked }), changed, remedy].filter((text) => text !== "").join(" ");
  };
}

/** Problem types of our proxy with their own message; others are described by the HTTP status. */
const describedProblems = [
  "other-dialect",
  "upstream-unreachable",
  "upstream-timeout",
  "upstream-bad-reply",
  "upstream-reset",
  "read-only",
  "signed-out",
  "forbidden",
  "body-too-large",
  "invalid-request",
  "cross-site",
  "upstream-too-large",
  "upstream-wrong-clock",
  "too-many-requests",
  "busy",
  "stopping",
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

const withoutStop = (sentence: string) => sentence.replace(/[.。]$/u, "");

/** Messages of a failure. `changed` is empty for reads, which change nothing. */
export function useFailureMessages() {
  const t = useTranslations("failure");
  const refusalMessages = useRefusalMessages();
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
    if (failure.kind === "farm") return refusalMessages(failure.code, failure.message);
    const messages = ownMessagesOf(failure);
    return { ...messages, reason: withoutStop(messages.title) };
  }

  function ownMessagesOf(failure: Exclude<Failure, { kind: "farm" }>): { title: string; remedy: string } {
    switch (failure.kind) {
      case "network":
        return { title: t("network.title"), remedy: t("network.remedy") };
      case "proxy": {
        const name = nameOf(failure);
        const { retryAfterSeconds: seconds } = failure;
        if (isDescribedProblem(name))
          return {
            title: t(`proxy.${name}.title`),
            remedy: seconds === undefined ? t(`proxy.${name}.remedy`) : t("remedy.wait", { seconds }),
          };
        return {
          title: t("proxy.other.title", { status: failure.status }),
          remedy: failure.detail || t("proxy.other.remedy"),
        };
      }
      case "shape":
        return { title: t("shape.title"), remedy: t("shape.remedy") };
    }
  }
}

/**
 * Messages of a refusal. The texts of the codes come with the first refusal; until then, and where they cannot be loaded, the
 * title has the code alone.
 */
function useRefusalMessages() {
  const t = useTranslations("failure");
  // Without a namespace: the part "refusals" may not be there yet.
  const texts = useTranslations();
  return (code: number, message: string): Omit<FailureMessages, "changed"> => {
    if (!isRefusalCode(code)) {
      const title = t("farm.unknown", { code });
      const says = message === "" ? "" : `${t("farm.says", { message })} `;
      return { title, reason: t("farm.unknownCode", { code }), remedy: says + t("remedy.other") };
    }
    requestPart("refusals");
    const next = nextStepOf(code);
    const remedy =
      next === "support" || !texts.has(`refusal.next.${next}`) ? t("remedy.other") : texts(`refusal.next.${next}`);
    if (!texts.has(`refusal.code.${code}`))
      return { title: t("farm.plain", { code }), reason: t("farm.code", { code }), remedy };
    const words = texts(`refusal.code.${code}`);
    return { title: t("farm.title", { code, words }), reason: words, remedy };
  };
}
