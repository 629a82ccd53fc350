import { Alert } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Failure } from "../protocol/failure";
import { useFailureWords } from "../ui/failure-words";

/** A call that failed, inside the form or dialog that made it: what failed, whether anything was changed, what to do. */
export function CallFailed({
  failure,
  kind,
  children,
}: {
  failure: Failure;
  kind: "read" | "write";
  children?: ReactNode;
}) {
  const t = useTranslations("environments");
  const { title, changed, remedy } = useFailureWords()(failure, kind);
  const unknown = kind === "write" && failure.outcome === "unknown";
  return (
    <Alert color="red" title={title} role="alert" my="sm">
      {unknown ? t("outcomeUnknown") : changed} {remedy} {children}
    </Alert>
  );
}
