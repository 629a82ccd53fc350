import { Alert } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Failure } from "../../protocol/wire/failure";
import { useFailureMessages } from "../format/failure-messages";
import { RefusalAction } from "./refusal-action";

/** A failed call inside its form or dialog: what failed, what was requested, whether anything was changed, and what to do. */
export function CallFailed({
  failure,
  kind,
  asked,
  taskIds = [],
  headline,
  changed,
  unknown,
  children,
}: {
  failure: Failure;
  kind: "read" | "write";
  /** What was requested, in the words of its button or heading. */
  asked: string;
  /** The tasks of the request, for the action that follows. */
  taskIds?: readonly number[];
  /** Replaces the title, which then follows below, when several requests were sent. */
  headline?: string | undefined;
  /** Replaces the standard message on whether anything was changed. */
  changed?: string | undefined;
  /** Replaces it when it is unknown whether the write was done. */
  unknown?: string;
  children?: ReactNode;
}) {
  const t = useTranslations("failure");
  const messages = useFailureMessages()(failure, kind);
  const isUnknown = kind === "write" && failure.certainty === "unknown";
  return (
    <Alert color="red" title={headline ?? messages.title} role="alert" my="sm">
      {t("asked", { what: asked })} {headline !== undefined && messages.title}{" "}
      {changed ?? ((isUnknown && unknown) || messages.changed)} {messages.remedy} {children}
      <RefusalAction failure={failure} taskIds={taskIds} />
    </Alert>
  );
}
